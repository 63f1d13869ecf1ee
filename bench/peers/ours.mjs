// Our own verifier on the same servers, through the program that proves it (tests/Prove).
import path from 'node:path';
import { run } from './process.mjs';
import { root } from './reference.mjs';

/** Runs it on one API; gives { clean, seconds, fates: { mutant: what found it, or null } }. */
export async function ours(name, mutants) {
  const started = performance.now();
  const { output } = await run('dotnet', [path.join(root, 'artifacts/bin/Prove/release/prove.dll'), name, '--root', root, ...mutants.flatMap(m => ['--mutant', m.name])], { seconds: 1200 });
  const fates = Object.fromEntries([...output.matchAll(/^ {2}(found|by others|SURVIVED) +(\S+) *(.*)$/gm)].map(([, word, mutant, killers]) => [mutant, word === 'SURVIVED' ? null : killers || 'the run was no longer green']));
  const clean = [...output.matchAll(/^prove: (false alarm .*|the clean .*)$/gm)].map(([, text]) => text);
  const silent = mutants.filter(m => !(m.name in fates));
  if (silent.length > 0) throw new Error(`prove said nothing about ${silent.map(m => m.name).join(', ')}: ${output.slice(-500)}`);
  return { clean, seconds: (performance.now() - started) / 1000, fates };
}
