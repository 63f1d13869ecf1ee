// Starts and stops the reference servers, and knows their mutants.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { start as startProcess } from './process.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const program = path.join(root, 'artifacts/bin/Reference/release/reference.dll');

/** The mutants of one API: [{ name, sentence }]. */
export function mutantsOf(api) {
  let current;
  const mutants = [];
  for (const line of execFileSync('dotnet', [program, '--list'], { encoding: 'utf8' }).split('\n')) {
    const [, name, sentence] = /^ {2}(\S+) \([^)]*\): (.*)$/.exec(line) ?? [];
    if (!name) current = line;
    else if (current === api) mutants.push({ name, sentence });
  }

  return mutants;
}

/** Starts a server for each mutant (null: a clean one), on ports from `first` on; runs `work` with the ports; stops them. */
export async function withServers(api, mutants, first, work) {
  const servers = mutants.map((mutant, i) => start(api, mutant, first + i));
  try {
    await Promise.all(servers.map(server => server.listens));
    return await work(mutants.map((_, i) => first + i));
  } finally {
    servers.forEach(server => server.process.kill());
    await Promise.all(servers.map(server => server.ended));
  }
}

function start(api, mutant, port) {
  const server = startProcess('dotnet', [program, api, '--port', String(port), ...(mutant ? ['--mutant', mutant] : [])], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => server.once('exit', resolve));
  const listens = new Promise((resolve, reject) => {
    server.stdout.once('data', resolve);
    ended.then(code => reject(new Error(`The reference server ${api} on port ${port} ended with ${code} before it listened; a free port was expected.`)));
  });
  return { process: server, ended, listens };
}
