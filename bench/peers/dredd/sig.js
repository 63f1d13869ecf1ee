const hooks = require('hooks');
const sequence = require('./sequence');
const { json, bearer } = sequence;

let tokens;
const email = 'alice@example.com';

sequence(hooks, [
  ['/api/login > Logs a user in with email and password > 401', t => json(t, { email, password: 'wrong' })],
  ['/api/login > Logs a user in with email and password > 400', t => json(t, { email })],
  ['/api/login > Logs a user in with email and password > 200', t => json(t, { email, password: 'open-sesame-1' }), body => (tokens = body)],
  ['/api/token/refresh > Exchanges a refresh token for a new JWT > 200', t => json(t, { refresh_token: tokens.refresh_token })],
  ['/api/logout > Logs the user out > 401', t => (bearer(t), json(t, { refresh_token: tokens.refresh_token }))],
  ['/api/logout > Logs the user out > 200', t => (bearer(t, tokens.token), json(t, { refresh_token: tokens.refresh_token }))],
  // The JWT outlives the logout; the refresh token does not.
  ['/api/me > Tells who is logged in > 200', t => bearer(t, tokens.token)],
  ['/api/token/refresh > Exchanges a refresh token for a new JWT > 401', t => json(t, { refresh_token: tokens.refresh_token })],
  ['/api/me > Tells who is logged in > 401', t => bearer(t, 'not-a-token')],
]);
