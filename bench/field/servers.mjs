// How each server is started, and who its users are. Folders are those of the contracts; a server without a host of its own comes from tests/FieldServers.
import path from 'node:path';

export const here = import.meta.dirname;
export const root = path.join(here, '../..');

const plain = ['alice:open-sesame-1', 'bob:open-sesame-1'];
const mail = ['alice@example.com:open-sesame-1', 'bob@example.com:open-sesame-1'];
const dotnet = ['alice@example.com:Open-Sesame-1', 'bob@example.com:Open-Sesame-2'];
const fieldServer = name => port => ['dotnet', path.join(root, 'artifacts/bin/FieldServers/release/field-server.dll'), name, `http://127.0.0.1:${port}`];
const bin = (...args) => port => ['node', ...args.map(a => a.replace('PORT', port))];

const json = (url, method, body, headers = {}) =>
  fetch(url, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });

// What init is told where there is no document: the operations by their names, and what is not usual about their bodies.
const named = (login, probe, logout, ...more) => ['--login', login, '--probe', probe, '--logout', logout, ...more];

export const servers = {
  'aspnet-identity': {
    port: 48200,
    users: dotnet,
    start: fieldServer('aspnet-identity'),
    init: () => named('POST /login', 'GET /manage/info', 'POST /logout', '--refresh', 'POST /refresh'),
  },
  'aspnet-identity-cookie': { port: 48201, users: dotnet, start: fieldServer('aspnet-identity') },
  'better-auth': {
    port: 48202,
    base: '/api/auth',
    users: mail,
    start: bin('server.mjs'),
    client: port => ({ origin: `http://127.0.0.1:${port}` }),
    init: port => named('POST /sign-in/email', 'GET /list-sessions', 'POST /sign-out', '-H', `Origin: http://127.0.0.1:${port}`),
    headers: port => ['-H', `Origin: http://127.0.0.1:${port}`],
    async makeUsers(url, port) {
      for (const name of ['alice', 'bob'])
        await json(`${url}/sign-up/email`, 'POST', { name, email: `${name}@example.com`, password: 'open-sesame-1' }, { Origin: `http://127.0.0.1:${port}` });
    },
  },
  directus: {
    port: 48203,
    users: mail,
    environment: port => ({
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SECRET: 'a-secret-of-this-measurement-longer-than-thirty-two-letters',
      DB_CLIENT: 'sqlite3',
      DB_FILENAME: './data.db',
      ADMIN_EMAIL: 'alice@example.com',
      ADMIN_PASSWORD: 'open-sesame-1',
      RATE_LIMITER_ENABLED: 'false',
      TELEMETRY: 'false',
    }),
    init: () => named('POST /auth/login', 'GET /users/me', 'POST /auth/logout {"refresh_token":"{refresh}"}', '--refresh', 'POST /auth/refresh'),
    prepare: ['node', 'node_modules/directus/cli.js', 'bootstrap'],
    start: bin('node_modules/directus/cli.js', 'start'),
    async makeUsers(url) {
      const login = await (await json(`${url}/auth/login`, 'POST', { email: 'alice@example.com', password: 'open-sesame-1' })).json();
      const headers = { Authorization: `Bearer ${login.data.access_token}` };
      const alice = await (await fetch(`${url}/users/me?fields=role`, { headers })).json();
      await json(`${url}/users`, 'POST', { email: 'bob@example.com', password: 'open-sesame-1', role: alice.data.role }, headers);
    },
  },
  'express-session': {
    port: 48204,
    users: plain,
    start: bin('server.mjs'),
    init: () => named('POST /login/password', 'GET /account', 'POST /logout'),
  },
  feathers: {
    port: 48205,
    users: mail,
    start: bin('server.mjs'),
    init: () => named('POST /authentication {"strategy":"local","email":"{user}","password":"{password}"}', 'GET /messages', 'DELETE /authentication'),
  },
  'node-red': {
    port: 48206,
    users: plain,
    start: bin('node_modules/node-red/red.js', '-u', '.', '-s', 'settings.js'),
    init: () =>
      named('POST /auth/token client_id=node-red-admin&grant_type=password&scope=*&username={user}&password={password}', 'GET /settings', 'POST /auth/revoke token={token}'),
  },
  openiddict: { port: 48207, users: dotnet, start: fieldServer('openiddict') },
  'pouchdb-server': {
    port: 48208,
    users: plain,
    init: () => named('POST /_session', 'GET /_config', 'DELETE /_session'),
    prepare: ['node', 'configure.mjs'],
    start: bin('node_modules/pouchdb-server/bin/pouchdb-server', '--in-memory', '-c', 'config.json', '-o', '127.0.0.1', '-p', 'PORT'),
  },
  verdaccio: {
    port: 48209,
    users: plain,
    start: bin('node_modules/verdaccio/bin/verdaccio', '--config', 'config.yaml', '--listen', 'http://127.0.0.1:PORT'),
    async makeUsers(url) {
      for (const name of ['alice', 'bob'])
        await json(`${url}/-/user/org.couchdb.user:${name}`, 'PUT', { name, password: 'open-sesame-1' });
    },
  },
};
