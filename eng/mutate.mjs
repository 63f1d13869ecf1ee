// Mutates a room and tells which mutants its tests let live: node eng/mutate.mjs ROOM [FILES], for example node eng/mutate.mjs Sessions Rules/LogOut
// Stryker makes the mutants: one assembly with a switch for each. Its own runners cannot be believed with xunit v3 (the one never switches a mutant on, the other
// keeps one process for all), so the test program is started here, once for each mutant, with the switch in its environment.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

// Under the switches these take long, or count what the switches allocate.
const leftOut = {
  Sessions: ['-class-', '*.MemoryTests', '-class-', '*.AllocationTests', '-class-', '*.SeedTests'],
  Verification: ['-class-', '*.SecretTests', '-method-', '*token_beginnings*'],
};
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [room, files = ''] = process.argv.slice(2);
if (!(room in leftOut)) {
  console.error(`mutate: expected one of ${Object.keys(leftOut).join(', ')}, and then perhaps a part of the paths to mutate.`);
  process.exit(2);
}

const stryker = path.join(root, 'artifacts/tools/dotnet-stryker');
if (!existsSync(stryker)) execFileSync('dotnet', ['tool', 'install', 'dotnet-stryker', '--version', '5.1.0', '--tool-path', path.dirname(stryker)], { stdio: 'inherit' });
const [tests, built, copy] = [path.join(root, `tests/${room}.Tests`), path.join(root, `artifacts/bin/${room}.Tests/release`), path.join(root, `artifacts/mutate/${room}`)];
const report = await instrument();
const mutants = Object.entries(report.files)
  .flatMap(([file, { mutants }]) => mutants.map(m => ({ ...m, file: file.split(`/src/${room}/`)[1] })))
  .filter(m => m.status !== 'CompileError' && m.file.includes(files));
if ((await run(-1)) !== 'lives') throw new Error('The tests fail although nothing is mutated.');

const fates = { killed: 0, 'timed out': 0, lives: 0 };
for (const m of mutants) {
  const fate = await run(m.id);
  fates[fate]++;
  if (fate !== 'killed') console.log(`${fate} ${m.file}:${m.location.start.line} ${m.mutatorName}: ${m.replacement.replace(/\s+/g, ' ').slice(0, 120)}`);
}

console.log(`${mutants.length} mutants: ${Object.entries(fates).map(([fate, count]) => `${count} ${fate}`).join(', ')}`);

/** Has Stryker mutate everything and run nothing, and keeps the test program as it stood with the mutated assembly, which Stryker puts back at its end. */
async function instrument() {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const [config, assembly] = [path.join(copy, 'config.json'), `Conformance.${room}.dll`];
  writeFileSync(config, JSON.stringify({ 'stryker-config': { project: `${room}.csproj`, mutate: ['**/*.cs{0..1}'], configuration: 'Release', 'coverage-analysis': 'off', reporters: ['json'] } }));
  const child = spawn(stryker, ['-f', path.relative(tests, config), '-O', copy, '--skip-version-check'], { cwd: tests, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const watch = setInterval(() => {
    const file = path.join(built, assembly);
    if (existsSync(path.join(copy, 'bin')) || !existsSync(file) || Date.now() - statSync(file).mtimeMs < 500 || !readFileSync(file).includes('MutantControl')) return;
    cpSync(built, path.join(copy, 'bin'), { recursive: true });
  }, 50);
  await ended;
  clearInterval(watch);
  if (!existsSync(path.join(copy, 'bin'))) throw new Error('Stryker put no mutated assembly beside the tests; see what it said.');
  const found = readdirSync(copy, { recursive: true }).find(name => name.endsWith('mutation-report.json'));
  return JSON.parse(readFileSync(path.join(copy, found), 'utf8'));
}

/** "killed", "timed out" or "lives". */
function run(id) {
  const env = { ...process.env, STRYKER_MUTANT_ID_CONTROL_VAR: 'ACTIVE_MUTANT', ACTIVE_MUTANT: String(id) };
  const child = spawn(path.join(copy, `bin/Conformance.${room}.Tests`), ['-noLogo', '-stopOnFail', ...leftOut[room]], { env, stdio: 'ignore' });
  return new Promise(resolve => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.once('exit', code => {
      clearTimeout(timer);
      resolve(code === 0 ? 'lives' : code === null ? 'timed out' : 'killed');
    });
  });
}
