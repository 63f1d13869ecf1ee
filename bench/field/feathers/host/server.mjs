// The authentication service of Feathers with its local and JWT strategies, users in memory, and a service that asks for authentication.
import { AuthenticationService, authenticate, JWTStrategy } from '@feathersjs/authentication';
import { hooks, LocalStrategy } from '@feathersjs/authentication-local';
import { feathers } from '@feathersjs/feathers';
import { bodyParser, errorHandler, koa, parseAuthentication, rest } from '@feathersjs/koa';
import { MemoryService } from '@feathersjs/memory';

const app = koa(feathers());
app.set('authentication', {
  entity: 'user',
  service: 'users',
  secret: 'a secret of this measurement',
  authStrategies: ['jwt', 'local'],
  jwtOptions: { header: { typ: 'access' }, audience: 'https://yourdomain.com', algorithm: 'HS256', expiresIn: '1d' },
  local: { usernameField: 'email', passwordField: 'password' },
});
app.use(errorHandler());
app.use(parseAuthentication());
app.use(bodyParser());
app.configure(rest());
const authentication = new AuthenticationService(app);
authentication.register('jwt', new JWTStrategy());
authentication.register('local', new LocalStrategy());
app.use('users', new MemoryService());
app.use('authentication', authentication);
app.use('messages', new MemoryService());
app.service('users').hooks({
  before: { create: [hooks.hashPassword('password')], find: [authenticate('jwt')], get: [authenticate('jwt')] },
  after: { all: [hooks.protect('password')] },
});
app.service('messages').hooks({ before: { all: [authenticate('jwt')] } });
for (const name of ['alice', 'bob']) await app.service('users').create({ email: `${name}@example.com`, password: 'open-sesame-1' });
await app.listen(Number(process.env.PORT), '127.0.0.1');
