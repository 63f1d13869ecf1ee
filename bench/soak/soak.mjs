// Mixed load on a mock, and what it costs over time. See eng/soak.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';

const options = { minutes: 30, output: 'docs/soak.svg', clients: 8 };
for (let i = 2; i < process.argv.length; i += 2) {
  const name = process.argv[i].replace(/^--/, '');
  if (!(name in options) || process.argv[i + 1] === undefined) {
    console.error(`eng/soak: "${process.argv[i]}" is no option; expected --minutes N, --clients N or --output FILE.`);
    process.exit(2);
  }
  options[name] = name === 'output' ? process.argv[i + 1] : Number(process.argv[i + 1]);
}
if (!(options.minutes > 0) || !(options.clients > 0)) {
  console.error('eng/soak: --minutes and --clients need a number above 0.');
  process.exit(2);
}

const mock = spawn('dotnet', ['artifacts/bin/Cli/release/conform.dll', 'mock', 'nethesis', 'bench/soak/shop.yaml', '--port', '0', '--json-logs', '--no-watch']);
process.on('exit', () => mock.kill());
let said = '';
const base = await new Promise((resolve, reject) => {
  const read = chunk => {
    if (said !== null && (said += chunk).match(/https?:\/\/[\w.:[\]]+/)) {
      const url = said.match(/https?:\/\/[\w.:[\]]+/)[0];
      said = null;
      resolve(url.replace('localhost', '127.0.0.1'));
    }
  };
  mock.stdout.on('data', read);
  mock.stderr.on('data', read);
  mock.on('exit', code => reject(new Error(`the mock ended with ${code}: ${said}`)));
});

const agent = new http.Agent({ keepAlive: true, maxSockets: options.clients });
const latencies = [];
const faults = [];
let requests = 0;

function ask(method, path, { token, body, expect }) {
  const begun = process.hrtime.bigint();
  const content = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(base + path, { method, agent, headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(content !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
    } }, response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => {
        latencies.push(Number(process.hrtime.bigint() - begun) / 1e6);
        requests++;
        const text = Buffer.concat(chunks).toString();
        if (!expect.includes(response.statusCode) && faults.length < 20)
          faults.push(`${method} ${path}: ${response.statusCode} where ${expect} is right: ${text.slice(0, 200)}`);
        resolve(text && text[0] === '{' ? JSON.parse(text) : null);
      });
    });
    request.on('error', reject);
    request.end(content);
  });
}

const until = Date.now() + options.minutes * 60_000;
async function client(number) {
  const space = number === 0 ? '/__ns/soak' : '';
  for (let round = 0; Date.now() < until; round++) {
    const login = await ask('POST', `${space}/nethesis/api/auth/exchange`, { body: { access_token: 'alice@example.com:open-sesame-1' }, expect: [200] });
    let { token, refresh_token } = login.data;
    for (let i = 0; i < 5; i++)
      await ask('GET', `${space}/nethesis/api/me`, { token, expect: [200] });
    const before = token;
    ({ token, refresh_token } = (await ask('POST', `${space}/nethesis/api/auth/refresh`, { body: { refresh_token }, expect: [200] })).data);
    const order = await ask('POST', `${space}/shop/orders`, { body: { item: `thing ${round}` }, expect: [201] });
    await ask('GET', `${space}/shop/orders?limit=5`, { expect: [200] });
    if (order?.id)
      await ask('DELETE', `${space}/shop/orders/${order.id}`, { expect: [204] });
    await ask('POST', `${space}/nethesis/api/auth/logout`, { token, body: { refresh_token }, expect: [200] });
    await ask('GET', `${space}/nethesis/api/me`, { token, expect: [401] });
    await ask('GET', `${space}/nethesis/api/me`, { token: `${before}x`, expect: [401] });
    await ask('GET', `${space}/no/such/${'x'.repeat(round % 300)}`, { expect: [404] });
    if (round % 10 === 0)
      await ask('GET', `${space}/__admin/requests?limit=20`, { expect: [200] });
    if (round % 25 === 0)
      await ask('GET', `${space}/__admin/sessions?limit=5`, { expect: [200] });
    if (number === 0 && round % 200 === 199)
      await ask('POST', `${space}/__admin/reset`, { expect: [204] });
  }
}

const samples = [];
const start = Date.now();
const every = Math.max(1000, Math.min(10_000, options.minutes * 60_000 / 120));
const sampling = setInterval(() => {
  const rss = Number(readFileSync(`/proc/${mock.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
  const sorted = latencies.splice(0).sort((a, b) => a - b);
  if (sorted.length > 0)
    samples.push({ at: (Date.now() - start) / 60_000, rss, p50: sorted[sorted.length >> 1], p99: sorted[Math.floor(sorted.length * 0.99)], rate: sorted.length / (every / 1000) });
}, every);
await Promise.all(Array.from({ length: options.clients }, (_, i) => client(i)));
clearInterval(sampling);

const half = samples.slice(samples.length >> 1);
const mean = list => list.reduce((sum, s) => sum + s.rss, 0) / list.length;
const [third, last] = [mean(half.slice(0, half.length >> 1)), mean(half.slice(half.length >> 1))];
const result = `${requests} requests in ${options.minutes} minutes by ${options.clients} clients; memory ${samples[0].rss.toFixed(0)} MB after ${(every / 1000).toFixed(0)} s, ${Math.max(...samples.map(s => s.rss)).toFixed(0)} MB at most, ${third.toFixed(0)} and ${last.toFixed(0)} MB in the last two quarters; median latency ${samples.map(s => s.p50).sort((a, b) => a - b)[samples.length >> 1].toFixed(1)} ms; ${faults.length} wrong answers`;
writeFileSync(options.output, picture());
console.log(result);
for (const fault of faults)
  console.log(fault);
mock.kill();

// An ended session is remembered for as long as its tokens could live, so that some growth is right; it must not be that of a leak.
process.exit(faults.length > 0 || last > third * 1.25 + 20 ? 1 : 0);

function picture() {
  const [width, height, left, top] = [900, 250, 60, 30];
  const end = samples.at(-1).at;
  const panel = (y, unit, lines) => {
    const most = Math.max(...lines.flatMap(l => samples.map(l.of))) * 1.1;
    const point = (s, of) => `${(left + (s.at / end) * (width - left - 20)).toFixed(1)},${(y + height - (of(s) / most) * height).toFixed(1)}`;
    return [0, 0.5, 1].map(f => `<line x1="${left}" x2="${width - 20}" y1="${y + height * (1 - f)}" y2="${y + height * (1 - f)}" stroke="#ccc"/><text x="${left - 6}" y="${y + height * (1 - f) + 4}" text-anchor="end">${(most * f).toFixed(most < 20 ? 1 : 0)}</text>`).join('')
      + lines.map((l, i) => `<polyline fill="none" stroke="${l.colour}" stroke-width="1.5" points="${samples.map(s => point(s, l.of)).join(' ')}"/><text x="${left + 10 + 180 * i}" y="${y - 8}" fill="${l.colour}">${l.name}</text>`).join('')
      + `<text x="${width - 20}" y="${y - 8}" text-anchor="end">${unit}</text>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${2 * height + 140}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>`
    + panel(top, 'MB', [{ name: 'memory (resident)', colour: '#1b6ca8', of: s => s.rss }])
    + panel(top + height + 50, 'ms', [{ name: 'latency, median', colour: '#2a7d2a', of: s => s.p50 }, { name: 'latency, 99 of 100', colour: '#b5541c', of: s => s.p99 }])
    + `<text x="${left}" y="${2 * height + 105}">0 to ${end.toFixed(1)} minutes. ${result.split('; memory')[0]}.</text></svg>\n`;
}
