// Writes the configuration with two administrators; CouchDB keeps passwords as PBKDF2, salt and rounds.
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const admins = {};
for (const name of ['alice', 'bob']) {
  const salt = randomBytes(16).toString('hex');
  admins[name] = `-pbkdf2-${pbkdf2Sync('open-sesame-1', salt, 10, 20, 'sha1').toString('hex')},${salt},10`;
}
writeFileSync('config.json', JSON.stringify({ admins, couch_httpd_auth: { timeout: 600, secret: randomBytes(16).toString('hex') } }));
