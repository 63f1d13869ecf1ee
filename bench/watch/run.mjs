// How long it takes until the mock serves what was saved, by the way in which it was saved: bench/watch/run [TIMES]
import { spawn } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const times = Number(process.argv[2] ?? 20);
const conform = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'artifacts', 'bin', 'Cli', 'release', 'conform.dll');
const dir = mkdtempSync(join(tmpdir(), 'watch-'));
const at = name => join(dir, name);
const document = (value, operations = 1) => ({
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: Object.fromEntries(
    Array.from({ length: operations }, (_, i) => [
      i === 0 ? '/note' : `/notes/${i}`,
      { get: { responses: { 200: { description: 'A note.', content: { 'application/json': { schema: { type: 'object', properties: { text: { type: 'string' } } }, example: { text: value } } } } } } },
    ]),
  ),
});
const overlay = value => ({
  overlay: '1.0.0',
  info: { title: 'Text', version: '1' },
  actions: [{ target: "$.paths['/note'].get.responses['200'].content['application/json']", update: { example: { text: value } } }],
});

writeFileSync(at('openapi.json'), JSON.stringify(document('first')));
const mock = spawn('dotnet', [conform, 'mock', dir, '--port', '4187', '--quiet'], { stdio: 'ignore' });
process.once('exit', () => {
  mock.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
while (!(await read())) await pause(20);

const ways = {
  'written over': value => writeFileSync(at('openapi.json'), JSON.stringify(document(value))),
  'emptied, then written': async value => {
    writeFileSync(at('openapi.json'), '');
    await pause(5);
    writeFileSync(at('openapi.json'), JSON.stringify(document(value)));
  },
  'put in its place by a rename': value => {
    writeFileSync(at('.openapi.json.swp'), JSON.stringify(document(value)));
    renameSync(at('.openapi.json.swp'), at('openapi.json'));
  },
  'moved away, then written anew': value => {
    renameSync(at('openapi.json'), at('openapi.json~'));
    writeFileSync(at('openapi.json'), JSON.stringify(document(value)));
  },
  'a document of 1,000 operations': value => writeFileSync(at('openapi.json'), JSON.stringify(document(value, 1000))),
  'an overlay': value => writeFileSync(at('session.overlay.yaml'), JSON.stringify(overlay(value))),
};

console.log('| saved | median | slowest |');
console.log('|---|---:|---:|');
let number = 0;
for (const [name, save] of Object.entries(ways)) {
  const seen = [];
  for (let i = 0; i < times; i++) {
    const value = `text ${++number}`;
    await save(value);
    const since = performance.now();
    while ((await read()) !== value) await pause(2);
    seen.push(performance.now() - since);

    // Lint looks at what was saved; the next save is not to be measured with it.
    await pause(400);
  }

  seen.sort((a, b) => a - b);
  console.log(`| ${name} | ${seen[Math.floor(times / 2)].toFixed(0)} ms | ${seen.at(-1).toFixed(0)} ms |`);
}

process.exit(0);

async function read() {
  try {
    return (await (await fetch('http://127.0.0.1:4187/note')).json()).text;
  } catch {
    return undefined;
  }
}

function pause(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
