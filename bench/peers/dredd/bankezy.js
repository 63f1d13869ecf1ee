const hooks = require('hooks');
const sequence = require('./sequence');
const { json } = sequence;

let client;
let access;
const login = '/onboarding/user/login/v1 > Logs a user in with account number and PIN';
const renew = '/token-service/client/app/renew/v2/token > Replaces an access token, even an expired one';
const device = "/onboarding/user/deviceValidation/v1 > Tells whether the device is the user's";
const logout = '/onboarding/user/logout/v1 > Logs the user out';
const account = 'alice@example.com';

const send = (transaction, headers, body) => {
  transaction.request.headers = { Accept: 'application/json', ...headers };
  if (body) json(transaction, body);
  else transaction.request.body = '';
};
const leaving = () => ({ signOutMode: 1, deviceId: 'tdid:1', token: client });

sequence(hooks, [
  ['/token-service/client/server/new/v2/token', t => send(t, {}), body => (client = body.token)],
  [`${login} > 400`, t => send(t, { 'X-API-TOKEN': client, 'X-ACCOUNT-NUMBER': account }, { deviceId: 'tdid:1' })],
  [`${login} > 401`, t => send(t, { 'X-API-TOKEN': client, 'X-ACCOUNT-NUMBER': account }, { pin: 'wrong', deviceId: 'tdid:1' })],
  [`${login} > 200`, t => send(t, { 'X-API-TOKEN': client, 'X-ACCOUNT-NUMBER': account }, { pin: 'open-sesame-1', deviceId: 'tdid:1' }), body => (access = body.data.token)],
  [`${renew} > 200`, t => send(t, { 'X-API-TOKEN': access }), body => (access = body.token)],
  [`${logout} > 401`, t => send(t, { 'X-API-TOKEN': 'not-a-token' }, leaving())],
  [`${logout} > 400`, t => send(t, { 'X-API-TOKEN': access }, { token: client })],
  [`${device} > 200`, t => send(t, { 'X-API-TOKEN': access })],
  [`${logout} > 200`, t => send(t, { 'X-API-TOKEN': access }, leaving())],
  // The access token has ended; the client token has not.
  [`${device} > 401`, t => send(t, { 'X-API-TOKEN': access })],
  [`${renew} > 401`, t => send(t, { 'X-API-TOKEN': access })],
]);
