const hooks = require('hooks');
const sequence = require('./sequence');
const { json, bearer } = sequence;

let token;
const identifier = 'alice@example.com';

sequence(hooks, [
  ['/v1/auth/login > Logs a user in > 400', t => json(t, { identifier })],
  ['/v1/auth/login > Logs a user in > 401', t => json(t, { identifier, password: 'wrong' })],
  ['/v1/auth/login > Logs a user in > 200', t => json(t, { identifier, password: 'open-sesame-1' }), body => (token = body.token)],
  ['/v1/auth/logout > Logs the user out > 401', t => bearer(t)],
  ['/v1/auth/logout > Logs the user out > 200', t => bearer(t, token)],
  // The JWT outlives the logout.
  ['/v1/auth/me > Tells who is logged in and how > 200', t => bearer(t, token)],
  ['/v1/auth/me > Tells who is logged in and how > 401', t => bearer(t, 'not-a-token')],
]);
