// Our mock beside Prism, Mockoon, WireMock.Net and json-server, each with the same contract (shop/): what each can do is tried by requests, start, speed and memory are measured in one run.
//   bench/peers/mocks [SECONDS]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http2 from 'node:http2';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import yaml from 'js-yaml';
import { start } from './process.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bin = name => join(here, 'node_modules', '.bin', name);
const release = name => join(here, '..', '..', 'artifacts', 'bin', name, 'release');
const seconds = Number(process.argv[2] ?? 3);
const work = mkdtempSync(join(tmpdir(), 'mocks-'));
process.once('exit', () => rmSync(work, { recursive: true, force: true }));

const mocks = [
  { name: 'conform mock', version: 'this checkout', start: (dir, port) => ['dotnet', [join(release('Cli'), 'conform.dll'), 'mock', dir, '--port', `${port}`, '--quiet']] },
  { name: 'Prism', version: version('@stoplight/prism-cli'), start: (dir, port) => [bin('prism'), ['mock', join(dir, 'openapi.yaml'), '--port', `${port}`, '--host', '127.0.0.1', '--verboseLevel', 'error']] },
  { name: 'Mockoon', version: version('@mockoon/cli'), start: (dir, port) => [bin('mockoon-cli'), ['start', '--data', join(dir, 'openapi.yaml'), '--port', `${port}`, '--hostname', '127.0.0.1', '--watch', '--disable-log-to-file']] },
  { name: 'WireMock.Net', version: '2.21.0', start: (dir, port) => ['dotnet', [join(release('WireMock.Peer'), 'Conformance.WireMock.Peer.dll'), join(dir, 'openapi.yaml'), `${port}`]] },
  { name: 'json-server', version: version('json-server'), start: (dir, port) => [bin('json-server'), ['--watch', join(dir, 'db.json'), '--port', `${port}`, '--host', '127.0.0.1', '--quiet']] },
];

// Each is given the base address and says what it saw: true, false, or a number of milliseconds. A request that is not answered counts as false.
const features = [
  ['each login gives a token of its own', async m => (await token(m)) !== (await token(m))],
  ['a request without a token is refused', async m => (await ask(m, 'GET', '/me')).status === 401 && (await me(m, await token(m))).status === 200],
  ['a token that was never issued is refused', async m => (await me(m, 'never-issued')).status === 401 && (await me(m, await token(m))).status === 200],
  ['a wrong password is refused', async m => (await ask(m, 'POST', '/login', { name: 'alice@example.com', password: 'wrong' })).status === 401],
  ['after the logout the token is refused', async m => {
    const held = await token(m);
    return (await me(m, held)).status === 200 && (await ask(m, 'POST', '/logout', undefined, { Authorization: `Bearer ${held}` })).status === 204 && (await me(m, held)).status === 401;
  }],
  ['a body that breaks its schema is refused', async m => within((await ask(m, 'POST', '/orders', { item: 1 })).status, 400, 422)],
  ['a query that breaks its schema is refused', async m => within((await ask(m, 'GET', '/orders?limit=none')).status, 400, 422)],
  ['JSON that is broken off is refused', async m => within((await send(m, 'POST', '/orders', '{"item":', { 'Content-Type': 'application/json' })).status, 400, 422)],
  ['another method at a path is 404 or 405', async m => within((await ask(m, 'PATCH', '/report')).status, 404, 405)],
  ['what is posted is read by its id', async m => {
    const made = await ask(m, 'POST', '/orders', { item: 'cup' });
    const found = await ask(m, 'GET', `/orders/${made.json?.id}`);
    return made.status === 201 && found.json?.item === 'cup';
  }],
  ['and stands in the list', async m => {
    await ask(m, 'POST', '/orders', { item: 'pot' });
    return ((await ask(m, 'GET', '/orders')).json ?? []).some(order => order.item === 'pot');
  }],
  ['the list is filtered and paged as documented', async m => {
    for (const item of ['a1', 'a2', 'a2']) await ask(m, 'POST', '/orders', { item });
    const [limited, filtered] = [await ask(m, 'GET', '/orders?limit=1&offset=1'), await ask(m, 'GET', '/orders?item=a2')];
    return limited.json?.length === 1 && filtered.json?.length === 2;
  }],
  ['what is deleted is gone', async m => {
    const made = await ask(m, 'POST', '/orders', { item: 'gone' });
    const id = made.json?.id;
    return within((await ask(m, 'DELETE', `/orders/${id}`)).status, 200, 204) && (await ask(m, 'GET', `/orders/${id}`)).status === 404;
  }],
  ['Location points at what was made', async m => {
    const made = await ask(m, 'POST', '/orders', { item: 'cup' });
    return made.headers?.get('location')?.endsWith(`/orders/${made.json?.id}`) === true && made.json?.id !== 7;
  }],
  ['XML is XML', async m => (await ask(m, 'GET', '/report')).text?.trimStart().replace(/^<\?xml[^>]*>\s*/, '').startsWith('<report>') === true],
  ['an image is one', async m => Buffer.from((await ask(m, 'GET', '/photo')).bytes ?? []).subarray(1, 4).toString() === 'PNG'],
  ['a documented answer can be asked for', async m => (await ask(m, 'GET', '/orders/7', undefined, { Prefer: 'code=404' })).status === 404],
  ['a compressed request is read', async m => (await send(m, 'POST', '/orders', gzipSync('{"item":"zip"}'), { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })).json?.item === 'zip'],
  ['a page of another origin may send credentials', async m => {
    const preflight = await ask(m, 'OPTIONS', '/orders', undefined, { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' });
    return preflight.headers?.get('access-control-allow-origin') === 'http://localhost:5173' && preflight.headers.get('access-control-allow-credentials') === 'true';
  }],
  ['HTTP/2 with prior knowledge', m => overHttp2(m)],
  ['a page in the browser', async m => {
    const page = await ask(m, 'GET', '/', undefined, { Accept: 'text/html' });
    return page.status === 200 && /text\/html/.test(page.headers.get('content-type'));
  }],
  ['a saved document is served after', m => saved(m)],
];

const port = 4170;
const database = JSON.stringify({ orders: [{ id: 7, item: 'sample' }], me: { name: 'alice@example.com' }, report: { total: 3 } });
const results = [];
for (const [index, mock] of mocks.entries()) {
  const dir = join(work, `${index}`);
  mkdirSync(dir);
  cpSync(join(here, 'shop'), dir, { recursive: true });
  writeFileSync(join(dir, 'db.json'), database);
  const running = { ...mock, dir, base: `http://127.0.0.1:${port + index}` };
  const times = [];
  for (let round = 0; round < 3; round++) {
    if (running.child) await stop(running.child);
    times.push(await begin(running, port + index));
  }

  const seen = [];
  for (const [name, check] of features.slice(0, -1)) seen.push([name, await check(running).catch(() => false)]);

  // What was made above would be listed below.
  await stop(running.child);
  cpSync(join(here, 'shop'), dir, { recursive: true });
  writeFileSync(join(dir, 'db.json'), database);
  await begin(running, port + index);
  const speed = load(running);
  const memory = Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.child.pid}/status`, 'utf8'))[1]) / 1024);
  seen.push([features.at(-1)[0], await features.at(-1)[1](running).catch(() => false)]);
  await stop(running.child);
  results.push({ mock, start: { time: median(times.map(t => t.time)), cpu: median(times.map(t => t.cpu)) }, speed, memory, seen });
  console.error(`${mock.name}: done`);
}

const row = cells => `| ${cells.join(' | ')} |`;
console.log(row(['', ...results.map(r => `${r.mock.name} ${r.mock.version}`)]));
console.log(row(['---', ...results.map(() => '---')]));
for (const [i, [name]] of features.entries()) console.log(row([name, ...results.map(r => (typeof r.seen[i][1] === 'number' ? `${r.seen[i][1]} ms` : r.seen[i][1] ? 'yes' : 'no'))]));
console.log(row(['start to the first answer', ...results.map(r => `${r.start.time} ms`)]));
console.log(row(['the same, CPU', ...results.map(r => `${r.start.cpu} ms`)]));
console.log(row(['`GET /orders`, requests a second', ...results.map(r => r.speed.rate)]));
console.log(row(['the same, CPU for each request', ...results.map(r => `${r.speed.cpu} µs`)]));
console.log(row(['memory after it (RSS)', ...results.map(r => `${r.memory} MB`)]));

function version(name) {
  return JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
}

/** Starts a mock; gives the milliseconds to its first answer, and those of processor time until then. */
async function begin(running, at) {
  const [command, args] = running.start(running.dir, at);
  const since = performance.now();
  running.child = start(command, args, { stdio: 'ignore', env: { ...process.env, CI: '' } });
  while (performance.now() - since < 60_000) {
    if ((await ask(running, 'GET', '/orders').catch(() => ({}))).status === 200) return { time: Math.round(performance.now() - since), cpu: ticks(running) * 10 };
    await pause(5);
  }

  throw new Error(`${running.name} does not answer.`);
}

function stop(child) {
  return new Promise(resolve => {
    child.once('exit', resolve);
    child.kill('SIGKILL');
  });
}

async function send(mock, method, path, body, headers = {}) {
  const response = await fetch(mock.base + path, { method, body, headers, redirect: 'follow', signal: AbortSignal.timeout(10_000) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // Not every answer is JSON.
  }
  return { status: response.status, headers: response.headers, bytes, text, json };
}

function ask(mock, method, path, body, headers = {}) {
  return body === undefined ? send(mock, method, path, undefined, headers) : send(mock, method, path, JSON.stringify(body), { 'Content-Type': 'application/json', ...headers });
}

async function token(mock) {
  return (await ask(mock, 'POST', '/login', { name: 'alice@example.com', password: 'open-sesame-1' })).json.token;
}

function me(mock, held) {
  return ask(mock, 'GET', '/me', undefined, { Authorization: `Bearer ${held}` });
}

function within(status, ...allowed) {
  return allowed.includes(status);
}

function overHttp2(mock) {
  return new Promise(resolve => {
    const session = http2.connect(mock.base);
    const end = seen => {
      session.destroy();
      resolve(seen);
    };
    session.once('error', () => end(false));
    const request = session.request({ ':path': '/orders' });
    request.once('error', () => end(false));
    request.once('response', headers => end(headers[':status'] === 200));
    setTimeout(() => end(false), 5000).unref();
  });
}

/** Saves the file that the mock serves, with another example, and waits until it is served. */
async function saved(mock) {
  if (mock.name === 'json-server') {
    writeFileSync(join(mock.dir, 'db.json'), JSON.stringify({ orders: [{ id: 7, item: 'saved' }] }));
  } else {
    const document = yaml.load(readFileSync(join(mock.dir, 'openapi.yaml'), 'utf8'));
    document.paths['/orders'].get.responses['200'].content['application/json'].example = [{ id: 7, item: 'saved' }];
    writeFileSync(join(mock.dir, 'openapi.yaml'), yaml.dump(document));
  }

  const since = performance.now();
  while (performance.now() - since < 10_000) {
    const now = performance.now() - since;
    if ((await ask(mock, 'GET', '/orders').catch(() => ({}))).text?.includes('saved')) return Math.round(now);
    await pause(5);
  }

  return false;
}

function load(mock) {
  const measure = s => {
    const before = ticks(mock);
    const said = spawnSync('wrk', ['-t1', '-c16', `-d${s}s`, `${mock.base}/orders`], { encoding: 'utf8' }).stdout;
    const requests = Number(/(\d+) requests in/.exec(said)?.[1]);
    return { rate: Math.round(Number(/Requests\/sec:\s+([\d.]+)/.exec(said)?.[1])), cpu: Math.round(((ticks(mock) - before) / 100 / requests) * 1e6) };
  };
  measure(2);
  return measure(seconds);
}

/** The processor time that a mock has taken, in hundredths of a second. */
function ticks(mock) {
  return readFileSync(`/proc/${mock.child.pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, n) => sum + Number(n), 0);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
