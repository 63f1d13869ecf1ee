// Runs the peers and our own verifier on the reference servers, clean and broken, and writes RESULTS.md. See README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apis } from './apis.mjs';
import { asOpenApi30 } from './contract.mjs';
import { dredd } from './dredd.mjs';
import { ours } from './ours.mjs';
import { prism, startPrism } from './prism.mjs';
import { mutantsOf, root, withServers } from './reference.mjs';
import { respect, write } from './respect.mjs';
import { document, fateOf, tools } from './results.mjs';

const folder = path.join(root, 'artifacts/peers');
const here = path.join(root, 'bench/peers');
const [firstPort, proxyPort] = [5180, 5280];

/** One tool on every server: first twice on the clean one, for what it says there; then on each mutant, `batch` servers at a time. */
async function trial(api, mutants, port, batch, examine) {
  const result = { clean: [], seconds: 0, fates: {} };
  const timed = names => withServers(api, names, port, async ports => {
    const started = performance.now();
    const complaints = await examine(ports);
    return [complaints, (performance.now() - started) / 1000];
  });
  const [[[first]], [[second]]] = [await timed([null]), await timed([null])];
  result.clean = first;
  const usual = new Set([...first, ...second]);
  for (let i = 0; i < mutants.length; i += batch) {
    const names = mutants.slice(i, i + batch).map(m => m.name);
    const [complaints, seconds] = await timed(names);
    names.forEach((name, k) => (result.fates[name] = complaints[k].find(c => !usual.has(c)) ?? null));
    result.seconds += seconds;
  }

  return result;
}

async function examine(api, only) {
  const contract = JSON.parse(readFileSync(path.join(folder, `${api}.json`), 'utf8'));
  writeFileSync(path.join(folder, `${api}.3.0.json`), JSON.stringify(asOpenApi30(contract), null, 2));
  write(api);
  const mutants = mutantsOf(api).filter(m => !only || m.name === only);
  if (mutants.length === 0) throw new Error(`"${only}" is no mutant of ${api}; "dotnet run --project tests/Reference -- --list" lists them.`);
  const stop = await startPrism(api, firstPort + 40, proxyPort, folder);
  try {
    const [d, r, p] = await Promise.all([
      trial(api, mutants, firstPort, 10, ports => dredd(api, ports, folder)),
      trial(api, mutants, firstPort + 20, 10, ports => respect(api, ports, folder)),
      trial(api, mutants, firstPort + 40, 1, async () => [await prism(api, proxyPort)]),
    ]);
    return { api, mutants, tools: { dredd: d, respect: r, prism: p, conform: await ours(api, mutants) } };
  } finally {
    stop();
  }
}

/** Keeps the outcome of an API, and writes RESULTS.md from all that are kept. */
function record(outcome) {
  const fileOf = api => path.join(folder, `${api}.outcome.json`);
  writeFileSync(fileOf(outcome.api), JSON.stringify(outcome, null, 1));
  const outcomes = Object.keys(apis).map(fileOf).filter(existsSync).map(file => JSON.parse(readFileSync(file, 'utf8')));
  const { dependencies } = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  writeFileSync(path.join(here, 'RESULTS.md'), document(outcomes, Object.entries(dependencies).filter(([name]) => name !== 'js-yaml').map(([name, version]) => `${name} ${version}`).join(', '), commit));
}

const args = process.argv.slice(2);
const only = args.includes('--mutant') ? args.splice(args.indexOf('--mutant'), 2)[1] : undefined;
const unknown = args.find(name => !(name in apis));
if (unknown) {
  console.error(`run: "${unknown}" is no API; expected one of ${Object.keys(apis).join(', ')}.\nusage: bench/peers/run [API]... [--mutant NAME]`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
for (const api of args.length ? args : Object.keys(apis)) {
  const outcome = await examine(api, only);
  for (const tool of Object.keys(tools)) {
    const { clean, fates, seconds } = outcome.tools[tool];
    console.log(`${api} ${tools[tool]}: ${Object.values(fates).filter(Boolean).length} of ${outcome.mutants.length} detected, ${clean.length} false alarms, ${seconds.toFixed(0)} s`);
    if (only) console.log(`  ${fateOf(tool, only, fates[only])}: ${fates[only] ?? ''}`);
  }

  if (!only) record(outcome);
}
