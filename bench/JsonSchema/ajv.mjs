// Measures ajv on the cases that "dotnet run -- data FOLDER" has written: node ajv.mjs FOLDER
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const folder = process.argv[2];
const options = { strict: false, validateFormats: false };

function nanosecondsEach(action) {
  for (let warmUp = 0, end = performance.now() + 1000; performance.now() < end || warmUp < 20; warmUp++) action();
  let best = Infinity;
  for (let round = 0; round < 10; round++) {
    let count = 0;
    const start = performance.now();
    let now = start;
    while (now - start < 200) {
      for (let inner = 0; inner < 8; inner++) action();
      count += 8;
      now = performance.now();
    }
    best = Math.min(best, ((now - start) * 1e6) / count);
  }
  return Math.round(best);
}

for (const name of ['logout', 'status', 'large']) {
  const schema = JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8'));
  const bytes = readFileSync(join(folder, `${name}.json`));
  const validate = new Ajv2020(options).compile(schema);
  const parsed = JSON.parse(bytes.toString('utf8'));
  if (!validate(parsed)) throw new Error(`ajv refuses ${name}: ${JSON.stringify(validate.errors)}`);
  const fromBytes = nanosecondsEach(() => validate(JSON.parse(bytes.toString('utf8'))));
  const parsedOnly = nanosecondsEach(() => validate(parsed));
  const parseOnly = nanosecondsEach(() => JSON.parse(bytes.toString('utf8')));
  const compile = name === 'large' ? NaN : nanosecondsEach(() => new Ajv2020(options).compile(schema));
  console.log(`${name.padEnd(8)} bytes→verdict ${fromBytes} ns, parse only ${parseOnly} ns, validate parsed ${parsedOnly} ns, compile ${compile} ns`);
}
