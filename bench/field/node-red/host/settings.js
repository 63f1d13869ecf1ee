// Two administrators, whose passwords are hashed when the server starts.
const { hashSync } = require('bcryptjs');

const password = hashSync('open-sesame-1', 4);
module.exports = {
  uiPort: Number(process.env.PORT),
  uiHost: '127.0.0.1',
  adminAuth: {
    type: 'credentials',
    users: ['alice', 'bob'].map(username => ({ username, password, permissions: '*' })),
  },
  logging: { console: { level: 'warn' } },
};
