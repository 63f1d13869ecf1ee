// The outcomes as a document.
import { limitOf } from './limits.mjs';

export const tools = { dredd: 'Dredd', respect: 'Respect', prism: 'Prism', conform: 'conform verify' };
const marks = { detected: '✓', missed: '✗', cannot: '–' };
const columns = Object.keys(tools);
const cell = text => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').slice(0, 300);

/** "detected", "missed" or "cannot". */
export const fateOf = (tool, mutant, evidence) => (evidence ? 'detected' : limitOf(tool, mutant) ? 'cannot' : 'missed');

function tally(outcomes, tool) {
  const fates = outcomes.flatMap(o => o.mutants.map(m => fateOf(tool, m.name, o.tools[tool].fates[m.name])));
  const count = fate => fates.filter(f => f === fate).length;
  const alarms = outcomes.reduce((sum, o) => sum + o.tools[tool].clean.length, 0);
  const seconds = outcomes.reduce((sum, o) => sum + o.tools[tool].seconds, 0);
  return { detected: count('detected'), missed: count('missed'), cannot: count('cannot'), alarms, seconds, of: fates.length };
}

const row = (name, outcomes) => columns.map(tool => {
  const t = tally(outcomes, tool);
  return `| ${name} | ${tools[tool]} | ${t.detected} of ${t.of} | ${t.missed} | ${t.cannot} | ${t.alarms} | ${t.seconds.toFixed(0)} s |`;
});

/** RESULTS.md from the outcomes of one or more APIs. */
export function document(outcomes, versions, commit) {
  const lines = [
    '# The same bugs, four tools', '',
    'Written by `bench/peers/run`; do not edit. What was run, and what is fair about it and what is not, stands in [README.md](README.md).', '',
    `Versions: ${versions}. Checkout: ${commit}. Node ${process.version}.`, '',
    '**Detected**: the outcome on the mutant is worse than on the clean server. **Missed**: the tool has the words, and stayed silent. **Cannot express**: the tool has no words for it (the reasons are below).',
    '**False alarms**: complaints about the clean server. **Time**: what the tool took for all mutants, without the start of the servers; the tools shared the machine.', '',
    '| API | tool | detected | missed | cannot express | false alarms | time |', '|---|---|---|---|---|---|---|',
    ...outcomes.flatMap(o => row(o.api, [o])), ...row('**all**', outcomes), '',
    '## False alarms', '',
    ...outcomes.flatMap(o => columns.flatMap(tool => o.tools[tool].clean.map(text => `- ${o.api}, ${tools[tool]}: ${cell(text)}`))), '',
  ];
  for (const { api, mutants, tools: found } of outcomes) {
    lines.push(`## ${api}`, '', `✓ detected, ✗ missed, – cannot express`, '', `| mutant | what it does | ${columns.map(t => tools[t]).join(' | ')} |`, `|---|---|${columns.map(() => '---|').join('')}`);
    for (const m of mutants) lines.push(`| \`${m.name}\` | ${cell(m.sentence)} | ${columns.map(t => marks[fateOf(t, m.name, found[t].fates[m.name])]).join(' | ')} |`);
    lines.push('');
  }

  lines.push('## What cannot be expressed', '');
  for (const tool of columns) {
    const reasons = group(outcomes.flatMap(o => o.mutants.filter(m => fateOf(tool, m.name, o.tools[tool].fates[m.name]) === 'cannot')), m => limitOf(tool, m.name));
    for (const [reason, list] of reasons) lines.push(`- ${tools[tool]}: ${reason}: ${[...new Set(list.map(m => `\`${m.name}\``))].join(', ')}`);
  }

  return `${lines.join('\n')}\n`;
}

function group(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
