import { spawn } from 'node:child_process';

const running = new Set();

/** Starts a command that does not outlive this process, however that ends. */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

process.once('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Runs a command to its end; gives { code, output } with both streams. Kills it after `seconds`. */
export function run(command, args, { seconds = 900, ...options } = {}) {
  return new Promise(resolve => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
    child.once('exit', code => {
      clearTimeout(timer);
      resolve({ code, output });
    });
  });
}
