// The scenarios that a tester writes down for a login with a logout, as data. Respect gets them as Arazzo workflows, with what is
// expected; Prism gets the same requests as traffic, in the same order.
import { alice, bob } from './apis.mjs';

// Signed by nobody: {"alg":"none","typ":"JWT"}, {"email":"alice@example.com","exp":9999999999}, and no signature.
const unsigned = 'eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJlbWFpbCI6ImFsaWNlQGV4YW1wbGUuY29tIiwic3ViIjoiYWxpY2VAZXhhbXBsZS5jb20iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6OTk5OTk5OTk5OX0.';

/** The scenarios of one API: [{ id, steps: [{ id, call, expect, json, empty, headers, save, matches }] }]. */
export function scenariosOf(api) {
  const step = (id, call, expect, more = {}) => ({ id, call, expect: [expect].flat(), ...more });
  // By its address: sent as it is, where an operation's examples would be filled in, or its answer is not documented.
  const raw = call => ({ ...call, operation: undefined });
  const signIn = (id, user = alice) => [
    ...(api.prelogin ? [step(`${id}-client`, api.prelogin(), 200, { save: { client: api.preloginToken } })] : []),
    step(id, api.login(user, `{${id}-client.client}`), 200, { save: api.tokens, headers: { 'Cache-Control': 'no-store' } }),
  ];
  const use = (id, of, expect, more) => step(id, api.use(`{${of}.access}`), expect, more);
  const refresh = (id, of, expect, more) => (api.refresh ? [step(id, api.refresh(`{${of}.refresh}`), expect, more)] : []);
  const logout = (id, of, expect = 200, more = {}) => step(id, api.logout(`{${of}.access}`, api.refresh && `{${of}.refresh}`, `{${of}-client.client}`), expect, more);
  const dead = api.ends.access ? 401 : 200;
  const deadRenewal = (id, of) => (api.renew ? [step(id, api.renew(`{${of}.access}`), 401)] : refresh(id, of, 401));
  const pair = api.renew ? api.renewed : api.tokens;

  const scenarios = {
    'logout-ends-what-it-promises': [
      ...signIn('login'), use('use', 'login', 200), logout('logout', 'login', 200, { json: api.success, empty: api.empty }),
      use('use-after', 'login', dead), ...deadRenewal('refresh-after', 'login'), ...Array.from({ length: 25 }, (_, i) => [use(`use-again-${i}`, 'login', dead), ...deadRenewal(`refresh-again-${i}`, 'login')]).flat(),
      ...signIn('login-again'), use('use-new', 'login-again', 200), use('old-after-login', 'login', dead), ...deadRenewal('old-refresh-after-login', 'login'),
      logout('logout-new', 'login-again'), use('old-after-second', 'login', dead), ...deadRenewal('old-refresh-after-second', 'login'),
    ],
    'other-sessions-live': [
      ...signIn('login'), ...signIn('sibling'), ...signIn('other', bob), logout('logout', 'login'),
      use('sibling-lives', 'sibling', 200), use('other-lives', 'other', 200), ...refresh('sibling-refreshes', 'sibling', 200), ...refresh('other-refreshes', 'other', 200),
    ],
    'second-logout': [...signIn('login'), logout('logout', 'login'), logout('logout-again', 'login', dead), use('use-after', 'login', dead)],
    'tokens-look-as-documented': signIn('login').map(s => (s.id === 'login' ? { ...s, matches: Object.fromEntries(Object.entries(api.formats).map(([kind, pattern]) => [api.tokens[kind], pattern])) } : s)),
    'bad-tokens': [
      ...signIn('login'),
      step('missing', raw(api.use()), 401, { json: api.refusal, matches: api.refusalMatches, headers: { 'WWW-Authenticate': api.challenge } }),
      step('malformed', api.use('not-a-token'), 401, { json: api.badToken, headers: { 'WWW-Authenticate': api.challengeOfBad ?? api.challenge } }),
      step('changed', api.use('{login.access}AAAA'), 401), step('unsigned', api.use(unsigned), 401),
      step('in-the-url', { ...raw(api.use()), query: { access_token: '{login.access}' } }, 401),
      ...(api.refresh ? [step('refresh-as-access', api.use('{login.refresh}'), 401), step('access-as-refresh', api.refresh('{login.access}'), 401), step('unknown-refresh', api.refresh('deadbeef'), 401)] : []),
      ...(api.prelogin ? [step('client-as-access', api.use('{login-client.client}'), 401)] : []),
      step('logout-without', raw(api.logout(undefined, api.refresh && '{login.refresh}', '{login-client.client}')), 401, { json: api.logoutRefusal ?? api.refusal }),
      ...(api.schemeAlone ? [step('scheme-alone', { ...raw(api.use()), headers: { Authorization: 'Bearer' } }, 401, { json: api.schemeAlone })] : []),
      ...(api.use('x').headers.Authorization ? [step('scheme-in-lower-case', { ...raw(api.use()), headers: { Authorization: 'bearer {login.access}' } }, 200), step('other-scheme', { ...raw(api.use()), headers: { Authorization: 'Basic {login.access}' } }, 401)] : []),
      use('still-lives', 'login', 200),
    ],
    'other-methods': [
      ...signIn('login'),
      ...[api.otherMethod, 'GET'].map(method => step(`by-${method.toLowerCase()}`, { ...raw(logout('x', 'login').call), method, ...(method === 'GET' ? { body: undefined } : {}) }, 405, { headers: { Allow: '^[A-Z]' } })),
    ],
    'time-passes': [
      ...signIn('login'), step('half', { clock: { advance: api.lifetime[0] } }, 200), use('use-late', 'login', 200),
      step('rest', { clock: { advance: api.lifetime[1] } }, 200), use('use-too-late', 'login', 401), step('back', { clock: { reset: true } }, 200),
    ],
  };

  if (logout('x', 'login').call.body) {
    const call = logout('x', 'login').call;
    scenarios['bad-bodies'] = [
      ...signIn('login'), step('no-json', { ...raw(call), body: '{"refresh_token":' }, 400), step('other-media-type', { ...raw(call), body: 'refresh_token', type: 'application/xml' }, 415),
      ...(api.badBodies ?? []).map((body, i) => step(`bad-body-${i}`, { ...raw(call), body }, 400, { json: api.invalid })),
      use('still-lives', 'login', 200), ...refresh('still-refreshes', 'login', 200),
    ];
  }

  scenarios['wrong-password'] = [...signIn('login').slice(0, -1), step('login', api.login(alice, '{login-client.client}', 'not-the-password'), [400, 401, 403, 404])];
  if (api.incompleteLogin) scenarios['incomplete-login'] = [step('login', { ...api.login(alice), body: api.incompleteLogin }, 400)];
  if (api.xmlLogin) scenarios['login-by-xml'] = [step('login', { ...raw(api.login(alice)), body: api.xmlLogin, type: 'application/xml' }, 415)];
  if (api.badBodies) scenarios['no-body'] = [...signIn('login'), step('no-body', { ...raw(logout('x', 'login').call), body: undefined }, 400)];
  if (api.bodies) scenarios['other-bodies'] = [...signIn('login'), ...api.bodies('{login-client.client}').map((body, i) => step(`body-${i}`, { ...logout('x', 'login').call, body }, 200))];
  if (api.plainText) scenarios['plain-text'] = [...signIn('login'), step('plain', { ...raw(logout('x', 'login').call), body: api.plainText('{login-client.client}'), type: 'text/plain' }, 200)];
  if (api.refreshOptional) scenarios['refresh-token-is-optional'] = [...signIn('login'), step('logout', { ...raw(api.logout('{login.access}')), body: '{}' }, 200), use('use-after', 'login', dead), ...(api.ends.access ? refresh('refresh-after', 'login', 401) : [])];
  if (api.refreshOptional && !api.dropHeaders) scenarios['body-is-optional'] = [...signIn('login'), step('logout', raw(api.logout('{login.access}')), 200)];
  if (api.unknownTolerated) scenarios['unknown-refresh-token'] = [...signIn('login'), step('logout', api.logout('{login.access}', 'deadbeef'), 200)];
  if (api.siblingTolerated) scenarios['sibling-refresh-token'] = [...signIn('login'), ...signIn('sibling'), step('logout', api.logout('{login.access}', '{sibling.refresh}'), 200)];
  if (api.dropHeaders) scenarios['headers-missing'] = [...signIn('login'), ...api.dropHeaders.map((headers, i) => step(`headers-${i}`, { ...raw(logout('x', 'login').call), headers: { ...headers, 'x-auth-token': '{login.access}' } }, 400)), use('still-lives', 'login', 200)];
  if (api.otherVersion) scenarios['other-version'] = [...signIn('login'), step('logout', { ...raw(logout('x', 'login').call), base: api.otherVersion }, 200), use('use-after', 'login', dead)];
  if (api.refresh) {
    scenarios['foreign-refresh-token'] = [...signIn('login'), ...signIn('other', bob), step('logout', api.logout('{login.access}', '{other.refresh}'), [400, 401, 403]), ...refresh('other-refreshes', 'other', 200)];
  }

  if (api.refresh || api.renew) {
    const again = of => (api.renew ? api.renew(`{${of}.access}`) : api.refresh(`{${of}.refresh}`));
    scenarios['logout-after-refresh'] = [
      ...signIn('login'), step('refresh', again('login'), 200, { save: pair, headers: { 'Cache-Control': 'no-store' } }), use('use-new', 'refresh', 200),
      step('logout', api.logout('{refresh.access}', api.refresh && '{refresh.refresh}', '{login-client.client}'), 200), use('new-after', 'refresh', dead), use('old-after', 'login', dead),
    ];
    if (api.rotates || api.renew) {
      scenarios.replay = [
        ...signIn('login'), step('refresh', again('login'), 200, { save: pair }), step('again', again('login'), api.rotates ?? 401),
        ...(api.reuseEndsSession ? [use('session-ended', 'refresh', 401)] : []),
      ];
    }
  }

  return Object.entries(scenarios).map(([id, steps]) => ({ id, steps }));
}
