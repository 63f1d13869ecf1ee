// Runs Dredd (its JavaScript interface) on several servers, one after the other: node dredd-batch.js CONTRACT HOOKS RESULT [URL]...
// RESULT gets { url: [what failed] }. One process for many servers, because its start takes longer than its work.
const { EventEmitter } = require('events');
const fs = require('fs');
const Dredd = require('dredd');

const [, , contract, hookfiles, result, ...urls] = process.argv;

const examine = url => new Promise(resolve => {
  const failures = [];
  const emitter = new EventEmitter();
  const why = test => (test.errors ?? []).map(e => e.message).concat(test.message ?? []).find(Boolean) ?? '';
  emitter.on('test fail', test => failures.push(`${test.title}: ${why(test)}`));
  emitter.on('test error', (error, test) => failures.push(`${test.title}: ${error.message}`));
  new Dredd({ endpoint: url, path: [contract], hookfiles: [hookfiles], loglevel: 'silent', color: false, emitter }).run((error, stats) => {
    if (error) failures.push(`no report: ${error.message}`);
    if (!error && stats.passes + stats.failures === 0) failures.push('no report: no transaction was run');
    resolve(failures);
  });
});

(async () => {
  const report = {};
  for (const url of urls) report[url] = await examine(url);
  fs.writeFileSync(result, JSON.stringify(report));
})();
