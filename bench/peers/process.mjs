import { spawn } from 'node:child_process';

/** Runs a command to its end; gives { code, output } with both streams. Kills it after `seconds`. */
export function run(command, args, { seconds = 900, ...options } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.once('exit', code => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
