const hooks = require('hooks');
const sequence = require('./sequence');
const { json, bearer } = sequence;

let tokens;
const exchange = "/auth/exchange > Exchanges an identity provider's access token for a pair of tokens";
const refresh = '/auth/refresh > Exchanges a refresh token for a new pair of tokens';
const keep = body => (tokens = body.data);

sequence(hooks, [
  [`${exchange} > 401`, t => json(t, { access_token: 'alice@example.com:wrong' })],
  [`${exchange} > 400`, t => json(t, {})],
  [`${exchange} > 200`, t => json(t, { access_token: 'alice@example.com:open-sesame-1' }), keep],
  [`${refresh} > 400`, t => json(t, {})],
  [`${refresh} > 200`, t => json(t, { refresh_token: tokens.refresh_token }), keep],
  ['/auth/logout > Logs the user out > 401', t => (bearer(t), json(t, { refresh_token: tokens.refresh_token }))],
  ['/auth/logout > Logs the user out > 400', t => (bearer(t, tokens.token), json(t, {}))],
  ['/me > Tells who is logged in > 200', t => bearer(t, tokens.token)],
  ['/auth/logout > Logs the user out > 200', t => (bearer(t, tokens.token), json(t, { refresh_token: tokens.refresh_token }))],
  // Both tokens are on the blacklist now.
  ['/me > Tells who is logged in > 401', t => bearer(t, tokens.token)],
  [`${refresh} > 401`, t => json(t, { refresh_token: tokens.refresh_token })],
]);
