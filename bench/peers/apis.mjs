// What a user of each API knows about it: how to log in, use a token, refresh and log out, and what its logout promises.
// A token is written where it was saved: "{login.access}" is what the step "login" gave.

export const alice = 'alice@example.com';
export const bob = 'bob@example.com';
const password = 'open-sesame-1';

const bearer = token => (token ? { Authorization: `Bearer ${token}` } : {});
const sent = (name, token) => (token ? { [name]: token } : {});
const jwt = '^[\\w-]+\\.[\\w-]+\\.[\\w-]+$';
const refreshBody = token => (token === undefined ? {} : { body: { refresh_token: token } });

const sig = {
  base: '',
  login: (user, _, secret = password) => ({ operation: 'login', method: 'POST', path: '/api/login', body: { email: user, password: secret } }),
  tokens: { access: '/token', refresh: '/refresh_token' },
  use: access => ({ operation: 'me', method: 'GET', path: '/api/me', headers: bearer(access) }),
  refresh: token => ({ operation: 'refresh', method: 'POST', path: '/api/token/refresh', body: { refresh_token: token } }),
  logout: (access, token) => ({ operation: 'logout', method: 'POST', path: '/api/logout', headers: bearer(access), ...refreshBody(token) }),
  ends: { access: false, refresh: true },
  incompleteLogin: { email: alice },
  success: { '/message': 'Successfully logged out' },
  refusal: { '/code': 401, '/message': 'JWT Token not found' },
  formats: { access: jwt, refresh: '^[^.]+$' },
  otherMethod: 'PUT',
  refreshOptional: true,
  siblingTolerated: true,
  unknownTolerated: true,
  challenge: '^(Bearer|X-)',
  lifetime: ['PT31M', 'PT30M'],
};

const nethesis = {
  base: '/api',
  login: (user, _, secret = password) => ({ operation: 'exchange', method: 'POST', path: '/auth/exchange', body: { access_token: `${user}:${secret}` } }),
  tokens: { access: '/data/token', refresh: '/data/refresh_token' },
  use: access => ({ operation: 'me', method: 'GET', path: '/me', headers: bearer(access) }),
  refresh: token => ({ operation: 'refresh', method: 'POST', path: '/auth/refresh', body: { refresh_token: token } }),
  logout: (access, token) => ({ operation: 'logout', method: 'POST', path: '/auth/logout', headers: bearer(access), ...refreshBody(token) }),
  ends: { access: true, refresh: true },
  rotates: 401,
  success: { '/code': 200, '/message': 'logout successful' },
  empty: ['/data'],
  refusal: { '/code': 401, '/message': 'authorization header required' },
  badToken: { '/code': 401, '/message': 'invalid token' },
  schemeAlone: { '/code': 401, '/message': 'invalid authorization header format' },
  invalid: { '/code': 400, '/data/type': 'validation_error', '/data/errors/0/key': 'refresh_token' },
  formats: { access: jwt },
  otherMethod: 'PUT',
  badBodies: ['{}', { refresh_token: 7 }, { refresh_token: null }],
  unknownTolerated: true,
  challenge: '^Bearer(?!.*error=)',
  challengeOfBad: 'error="invalid_token"',
  lifetime: ['PT13H', 'PT11H30M'],
};

const fincodeHeaders = access => ({ platform: 'fincode', uuid: '200', ...sent('x-auth-token', access) });
const fincode = {
  base: '/api/v6/services',
  login: (user, _, secret = password) => ({ operation: 'login', method: 'PUT', path: '/securitymanagement/login', headers: fincodeHeaders(), body: { email: user, currentPassword: secret } }),
  tokens: { access: '/access_token', refresh: '/refresh_token' },
  use: access => ({ operation: 'profile', method: 'GET', path: '/usermanagement/profile', headers: { platform: 'fincode', uuid: '200', ...sent('X-Auth-Token', access) } }),
  refresh: token => ({ operation: 'refresh', method: 'PUT', path: '/securitymanagement/refresh-token', body: { refresh_token: token } }),
  logout: (access, token) => ({ operation: 'logout', method: 'PUT', path: '/securitymanagement/logout', headers: fincodeHeaders(access), body: token === undefined ? {} : { refresh_token: token } }),
  ends: { access: true, refresh: true },
  rotates: 403,
  reuseEndsSession: true,
  success: { '/message': 'Logged out successfully' },
  refusal: { '/message': 'Token missing' },
  formats: { access: jwt },
  otherMethod: 'POST',
  refreshOptional: true,
  dropHeaders: [{ platform: 'fincode' }, { uuid: '200' }, { uuid: '200', platform: 'elsewhere' }],
  otherVersion: '/api/v1/services',
  challenge: '^(Bearer|X-)',
  lifetime: ['PT31M', 'PT30M'],
};

const bankezyBody = client => ({ signOutMode: 1, deviceId: 'tdid:1', token: client });
const bankezy = {
  base: '',
  prelogin: () => ({ operation: 'getToken', method: 'POST', path: '/token-service/client/server/new/v2/token' }),
  preloginToken: '/token',
  login: (user, client, secret = password) => ({ operation: 'login', method: 'POST', path: '/onboarding/user/login/v1', headers: { 'X-API-TOKEN': client, 'X-ACCOUNT-NUMBER': user }, body: { pin: secret, deviceId: 'tdid:1' } }),
  tokens: { access: '/data/token' },
  use: access => ({ operation: 'deviceValidation', method: 'POST', path: '/onboarding/user/deviceValidation/v1', headers: sent('X-API-TOKEN', access) }),
  renew: access => ({ operation: 'renew', method: 'POST', path: '/token-service/client/app/renew/v2/token', headers: sent('X-API-TOKEN', access) }),
  renewed: { access: '/token' },
  logout: (access, _, client) => ({ operation: 'logout', method: 'POST', path: '/onboarding/user/logout/v1', headers: sent('X-API-TOKEN', access), body: bankezyBody(client) }),
  ends: { access: true },
  success: { '/resCode': 200, '/resDesc': 'SUCCESS' },
  refusal: { '/resCode': 401, '/resDesc': 'TOKEN MISSING' },
  formats: { access: '^[\\w-]+\\.[\\w-]*\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+$' },
  otherMethod: 'PUT',
  bodies: client => [{ ...bankezyBody(client), signOutMode: 2 }],
  plainText: client => JSON.stringify(bankezyBody(client)),
  badBodies: [{ deviceId: 'tdid:1' }, { token: 'x' }],
  challenge: '^(Bearer|X-)',
  lifetime: ['PT16M', 'PT15M'],
};

const rinne = {
  base: '/core',
  login: (user, _, secret = password) => ({ operation: 'login', method: 'POST', path: '/v1/auth/login', body: { identifier: user, password: secret } }),
  tokens: { access: '/token' },
  use: access => ({ operation: 'me', method: 'GET', path: '/v1/auth/me', headers: bearer(access) }),
  logout: access => ({ operation: 'logout', method: 'POST', path: '/v1/auth/logout', headers: bearer(access) }),
  ends: { access: false },
  incompleteLogin: { identifier: alice },
  success: { '/success': true, '/message': 'Logged out successfully' },
  refusal: { '/error/code': 'AUTHENTICATION_ERROR', '/error/status': 401, '/error/path': '/core/v1/auth/me' },
  logoutRefusal: { '/error/code': 'AUTHENTICATION_ERROR', '/error/path': '/core/v1/auth/logout' },
  refusalMatches: { '/error/requestId': '.+', '/error/timestamp': '^\\d{4}-\\d\\d-\\d\\dT' },
  xmlLogin: '<login/>',
  formats: { access: jwt },
  otherMethod: 'PUT',
  challenge: '^Bearer(?!.*error=)',
  challengeOfBad: 'error="invalid_token"',
  lifetime: ['PT31M', 'PT30M'],
};

export const apis = { sig, nethesis, fincode, bankezy, rinne };
