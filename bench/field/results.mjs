import { readFileSync } from 'node:fs';

/** How many lines of a file say something. */
export const lines = file => readFileSync(file, 'utf8').split('\n').filter(line => line.trim() && !line.trim().startsWith('#')).length;

const cell = text => String(text).replaceAll('|', '\\|');
const verdict = code => (code === 0 ? 'green' : `exit ${code}`);

/** What init alone, without a document, came to. */
const alone = ({ unwritten }) =>
  !unwritten ? '–'
  : unwritten.init ? cell(unwritten.init)
  : `lint ${verdict(unwritten.lint)}, mock ${verdict(unwritten.mock)}, ${unwritten.obstacles.length ? 'not judged' : `${unwritten.true.length} of ${unwritten.true.length + unwritten.missed.length} told, ${unwritten.more.length} more`}`;

/** RESULTS.md of all that was measured. */
export function document(outcomes) {
  const measured = outcomes.filter(o => !o.error);
  const sum = member => measured.reduce((total, o) => total + o[member].length, 0);
  const rows = measured.map(o =>
    `| ${cell(o.server)} | ${o.true.length} | ${o.false.length} | ${o.missed.length} | ${verdict(o.lint)} | ${verdict(o.mock)} | ${o.overlay} | ${o.init} | ${alone(o)} | ${o.requests} | ${o.seconds.toFixed(1)} |`);
  const findings = measured.map(o => [
    `### ${o.server}`,
    '',
    '| finding | | the request that shows it | by design |',
    '|---|---|---|---|',
    ...o.true.map(f => `| ${cell(f.is)} | told | ${cell(f['shown-by'])} | ${cell(f['by-design'] ?? '')} |`),
    ...o.missed.map(f => `| ${cell(f.is)} | **missed** | ${cell(f['shown-by'])} | ${cell(f['by-design'] ?? '')} |`),
    ...o.false.map(f => `| ${cell(f.cause)} | **not confirmed** | ${cell(f.rules.join(', '))} | |`),
    '',
  ].join('\n'));
  return `# Real servers

\`bench/field/run\` writes this file. ${measured.length} contracts on real servers: ${sum('true')} findings that were confirmed by hand are told, ${sum('missed')} are missed; ${sum('false')} more are told that nobody has confirmed or refuted yet.

| server | true | not confirmed | missed | lint | own mock | overlay, lines | of \`init\`, lines | \`init -u\` without a document | requests | seconds |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}
${outcomes.filter(o => o.error).map(o => `\nNot measured: ${o.name} (${o.error}).\n`).join('')}
## Findings

${findings.join('\n')}`;
}
