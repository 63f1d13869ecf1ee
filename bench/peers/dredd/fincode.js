const hooks = require('hooks');
const sequence = require('./sequence');
const { json } = sequence;

let tokens;
const email = 'alice@example.com';
const login = '/securitymanagement/login > Logs a user in with email and password';
const refresh = '/securitymanagement/refresh-token > Exchanges a refresh token for a new pair of tokens';
const logout = '/securitymanagement/logout > Logs the user out';
const profile = '/usermanagement/profile > Tells who is logged in';
const keep = body => (tokens = body);

const send = (transaction, body, access, headers = { platform: 'fincode', uuid: '200' }) => {
  transaction.request.headers = { Accept: 'application/json', ...headers, ...(access ? { 'x-auth-token': access } : {}) };
  if (body) json(transaction, body);
};

// A refresh token that was used before, of a session of its own.
const spent = async transaction => {
  const base = `${transaction.protocol}//${transaction.host}:${transaction.port}${transaction.fullPath.replace('/refresh-token', '')}`;
  const put = async (path, body) => (await fetch(base + path, { method: 'PUT', headers: { 'Content-Type': 'application/json', platform: 'fincode', uuid: '200' }, body: JSON.stringify(body) })).json();
  const { refresh_token } = await put('/login', { email, currentPassword: 'open-sesame-1' });
  await put('/refresh-token', { refresh_token });
  send(transaction, { refresh_token });
};

sequence(hooks, [
  [`${login} > 400`, t => send(t, { email })],
  [`${login} > 401`, t => send(t, { email, currentPassword: 'wrong-wrong' })],
  [`${login} > 404`, t => send(t, { email: 'nobody@example.com', currentPassword: 'open-sesame-1' })],
  [`${login} > 200`, t => send(t, { email, currentPassword: 'open-sesame-1' }), keep],
  [`${refresh} > 400`, t => send(t, {})],
  [`${refresh} > 200`, t => send(t, { refresh_token: tokens.refresh_token }), keep],
  [`${refresh} > 403`, spent],
  [`${profile} > 400`, t => send(t, undefined, tokens.access_token, { uuid: '200' })],
  [`${logout} > 401`, t => send(t, { refresh_token: tokens.refresh_token }, 'not-a-token')],
  [`${logout} > 400`, t => send(t, { refresh_token: tokens.refresh_token }, tokens.access_token, { uuid: '200' })],
  [`${profile} > 200`, t => send(t, undefined, tokens.access_token)],
  [`${logout} > 200`, t => send(t, { refresh_token: tokens.refresh_token }, tokens.access_token)],
  // The session has ended: neither of its tokens works.
  [`${profile} > 401`, t => send(t, undefined, tokens.access_token)],
  [`${refresh} > 401`, t => send(t, { refresh_token: tokens.refresh_token })],
]);
