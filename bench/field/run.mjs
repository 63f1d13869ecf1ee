// Holds what a run tells of real servers against what was confirmed of them by hand, and writes RESULTS.md. See README.md.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import yaml from 'js-yaml';
import { run, start, stop } from './process.mjs';
import { document, lines } from './results.mjs';
import { here, root, servers } from './servers.mjs';

const work = path.join(root, 'artifacts/field');
const conform = process.env.FIELD_TOOL ?? path.join(root, 'artifacts/bin/Cli/release/conform.dll');

/** Copies a server's host, installs what it names, and starts it; gives { child, url }. */
async function raise(name) {
  const server = servers[name];
  const host = path.join(here, name, 'host');
  const folder = path.join(work, name);
  mkdirSync(folder, { recursive: true });
  if (existsSync(host)) {
    cpSync(host, folder, { recursive: true });
    const installed = await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
    if (installed.code !== 0) throw new Error(`npm install failed: ${installed.output.trim().split('\n').slice(-3).join(' ')}`);
  }

  for (const left of ['data.db', 'storage', 'htpasswd']) rmSync(path.join(folder, left), { recursive: true, force: true });
  const env = { ...process.env, PORT: `${server.port}`, ...server.environment?.(server.port) };
  if (server.prepare) {
    const prepared = await run(server.prepare[0], server.prepare.slice(1), { cwd: folder, env });
    if (prepared.code !== 0) throw new Error(`${server.prepare.join(' ')} failed: ${prepared.output.trim().split('\n').slice(-3).join(' ')}`);
  }

  const [command, ...args] = server.start(server.port);
  const child = start(command, args, { cwd: folder, env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${server.port}`;
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (await fetch(url).then(() => true, () => false)) break;
    if (tries === 240) throw new Error('the server did not listen within two minutes');
    await new Promise(resolve => setTimeout(resolve, 500));
  }

  await server.makeUsers?.(url + (server.base ?? ''), server.port);
  return { child, url: url + (server.base ?? '') };
}

/** What init makes of the server alone, where nobody has written a document: whether that is clean, green on its own mock, and what of the findings it tells. */
async function unwritten(name, url, users, expected, tool) {
  const server = servers[name];
  const folder = path.join(work, `${name}.unwritten`);
  const report = path.join(work, `${name}.unwritten.json`);
  rmSync(folder, { recursive: true, force: true });
  const init = await tool('init', '-u', url, ...server.init(server.port), ...users, '--yes', '-o', folder);
  if (init.code !== 0) return { init: init.output.trim().split('\n').at(-1) };
  const lint = await tool('lint', folder);
  const mock = await tool('verify', folder, '--mock');
  await tool('verify', folder, '-u', url, ...users, ...(server.headers?.(server.port) ?? []), '--request-timeout', '60s', '--report', `json=${report}`);
  const ran = JSON.parse(readFileSync(report, 'utf8')).runs[0];
  const told = ran.findings.map(f => f.key);
  return {
    lint: lint.code,
    mock: mock.code,
    obstacles: ran.obstacles,
    true: expected.filter(key => told.includes(key)),
    missed: expected.filter(key => !told.includes(key)),
    more: ran.findings.filter(f => !expected.includes(f.key)).map(f => ({ key: f.key, cause: f.cause })),
  };
}

/** All that is measured of one server. */
async function measure(name) {
  const server = servers[name];
  const folder = path.join(here, name);
  const confirmed = yaml.safeLoad(readFileSync(path.join(folder, 'findings.yaml'), 'utf8'));
  const report = path.join(work, `${name}.json`);
  const inferred = path.join(work, `${name}.init`);
  const users = server.users.flatMap(u => ['--user', u]);
  const client = Object.entries({ ...confirmed.client, ...server.client?.(server.port) }).flatMap(([k, v]) => ['--client', `${k}=${v}`]);
  const tool = (...args) => run('dotnet', [conform, ...args], { cwd: work });

  mkdirSync(work, { recursive: true });
  for (const left of [inferred, report]) rmSync(left, { recursive: true, force: true });
  const init = await tool('init', path.join(folder, 'openapi.yaml'), '-o', inferred);
  const overlay = init.code === 0 ? `${lines(path.join(inferred, 'session.overlay.yaml'))}` : `exit ${init.code}`;
  const lint = await tool('lint', folder);
  const mock = await tool('verify', folder, '--mock', ...client);
  const { child, url } = await raise(name);
  try {
    const started = performance.now();
    const verify = await tool('verify', folder, '-u', url, ...users, ...client, '--request-timeout', '60s', '--report', `json=${report}`);
    const seconds = (performance.now() - started) / 1000;
    if (!existsSync(report)) throw new Error(`verify ended with ${verify.code}: ${verify.output.trim().split('\n').at(-1)}`);
    const ran = JSON.parse(readFileSync(report, 'utf8')).runs[0];
    const told = ran.findings.map(f => f.key);
    const expected = confirmed.confirmed.map(f => f.key);
    return {
      name,
      server: confirmed.server,
      init: overlay,
      unwritten: server.init && (await unwritten(name, url, users, expected, tool)),
      lint: lint.code,
      mock: mock.code,
      verify: verify.code,
      obstacles: ran.obstacles,
      true: confirmed.confirmed.filter(f => told.includes(f.key)),
      false: ran.findings.filter(f => !expected.includes(f.key)).map(f => ({ key: f.key, cause: f.cause, rules: f.requirements })),
      missed: confirmed.confirmed.filter(f => !told.includes(f.key)),
      requests: ran.scenarios.reduce((sum, s) => sum + s.exchanges.length, 0),
      seconds,
      overlay: lines(path.join(folder, 'session.overlay.yaml')),
    };
  } finally {
    await stop(child);
  }
}

const asked = process.argv.slice(2);
const unknown = asked.find(name => !(name in servers));
if (unknown) {
  console.error(`run: "${unknown}" is no server; expected one of ${Object.keys(servers).join(', ')}.\nusage: bench/field/run [SERVER]...`);
  process.exit(2);
}

let wrong = false;
for (const name of asked.length ? asked : Object.keys(servers)) {
  const outcome = await measure(name).catch(error => ({ name, error: error.message }));
  writeFileSync(path.join(work, `${name}.outcome.json`), JSON.stringify(outcome, null, 1));
  const bad = outcome.error ?? [...outcome.obstacles, ...outcome.false.map(f => `false: ${f.key} (${f.rules.join(', ')})`), ...outcome.missed.map(f => `missed: ${f.key}`)].join('\n  ');
  wrong ||= bad !== '' || outcome.lint !== 0 || outcome.mock !== 0;
  console.log(`${name}: ${outcome.error ? 'not measured' : `${outcome.true.length} true, ${outcome.false.length} false, ${outcome.missed.length} missed; lint ${outcome.lint}, own mock ${outcome.mock}; ${outcome.requests} requests, ${outcome.seconds.toFixed(1)} s`}${bad && `\n  ${bad}`}`);
}

const outcomes = Object.keys(servers).map(n => path.join(work, `${n}.outcome.json`)).filter(existsSync).map(f => JSON.parse(readFileSync(f, 'utf8')));
writeFileSync(path.join(here, 'RESULTS.md'), document(outcomes));
process.exit(wrong ? 1 : 0);
