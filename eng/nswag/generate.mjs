// Makes generated/ from specs/. "--check" compares instead of writing. "--specs DIR --output DIR" takes and leaves them elsewhere.
// Exit codes: 0 made or fresh, 1 stale or failed, 2 wrong usage, 3 a tool is missing.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { differences } from './differences.mjs';
import { pascal } from './names.mjs';
import { prepare } from './prepare.mjs';
import { Failed, installed, run } from './tools.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const conform = join(root, 'artifacts/bin/Cli/release/conform.dll');

try {
  process.exitCode = main(options());
} catch (failure) {
  if (!(failure instanceof Failed)) throw failure;
  console.error(`conform generate: ${failure.message}`);
  process.exitCode = failure.exitCode;
}

function options() {
  try {
    return parseArgs({
      options: {
        check: { type: 'boolean', default: false },
        specs: { type: 'string', default: join(root, 'specs') },
        output: { type: 'string', default: join(root, 'generated') },
      },
    }).values;
  } catch (mistake) {
    throw new Failed(`${mistake.message} Usage: conform generate [--check] [--specs DIR] [--output DIR]`, 2);
  }
}

function main({ check, specs, output }) {
  if (!existsSync(conform)) throw new Failed(`${relative(root, conform)} is not there. Run "./conform generate", which builds it first.`, 3);
  const nswag = installed(here);
  const folders = readdirSync(specs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(specs, entry.name, 'openapi.yaml')))
    .map((entry) => entry.name)
    .sort();
  if (folders.length === 0) throw new Failed(`No folder in ${specs} has an openapi.yaml.`, 2);
  const work = mkdtempSync(join(tmpdir(), 'conform-generate-'));
  try {
    for (const folder of folders) generate(nswag, join(specs, folder), folder, work);
    const different = differences(join(work, 'generated'), output);
    const place = relative(process.cwd(), output) || '.';
    if (check) return tell(different, place);
    for (const { path, expected } of different) write(join(output, path), expected);
    console.log(`${place}: ${folders.length} contracts, ${different.length} files changed`);
    return 0;
  } finally {
    rmSync(work, { recursive: true });
  }
}

function generate(nswag, source, folder, work) {
  const merged = join(work, `${folder}.json`);
  const output = join(work, 'generated', folder);
  mkdirSync(output, { recursive: true });
  run('dotnet', [conform, 'merge', source, '--output', merged]);
  writeFileSync(merged, JSON.stringify(prepared(merged, source)));
  run('dotnet', [nswag, 'run', join(here, 'nswag.json'), `/variables:Api=${pascal(folder)},Folder=${folder},Templates=${join(here, 'templates')},Input=${merged},Output=${output}`]);
  for (const name of readdirSync(output)) {
    const path = join(output, name);
    writeFileSync(path, tidy(readFileSync(path, 'utf8')));
  }
}

function prepared(merged, source) {
  try {
    return prepare(JSON.parse(readFileSync(merged, 'utf8')));
  } catch (mistake) {
    throw new Failed(`${source}: ${mistake.message}`, 1);
  }
}

// Templates leave blank lines and spaces where nothing applied.
function tidy(text) {
  return `${text.replace(/^\uFEFF/, '').replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').replace(/\{\n\n/g, '{\n').replace(/\n\n(\s*\})/g, '\n$1').trimEnd()}\n`;
}

function tell(different, place) {
  for (const { path, kind } of different) console.log(`${place}/${path} ${kind}`);
  console.log(different.length === 0
    ? `${place} is up to date`
    : `${place} is not what the contracts and eng/nswag make. Run "./conform generate${passedOn()}" and commit what it writes.`);
  return different.length === 0 ? 0 : 1;
}

function passedOn() {
  return process.argv.slice(2).filter((argument) => argument !== '--check').map((argument) => ` ${argument}`).join('');
}

function write(path, text) {
  if (text === null) return rmSync(path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
