// Dredd: one request for each documented response, in the order and with the tokens of dredd/<api>.js.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { apis } from './apis.mjs';
import { run } from './process.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Runs Dredd on the servers at these ports; gives for each the transactions that failed, with the first thing that is wrong. `folder` holds the contract as OpenAPI 3.0. */
export async function dredd(name, ports, folder) {
  const [result, urlOf] = [path.join(folder, `${name}.dredd.${ports[0]}.json`), port => `http://127.0.0.1:${port}${apis[name].base}`];
  rmSync(result, { force: true });
  const { output } = await run('node', [path.join(here, 'dredd-batch.js'), path.join(folder, `${name}.3.0.json`), path.join(here, `dredd/${name}.js`), result, ...ports.map(urlOf)], { cwd: folder });
  if (!existsSync(result)) throw new Error(`Dredd ended without a report: ${output.slice(-500)}`);
  const report = JSON.parse(readFileSync(result, 'utf8'));
  return ports.map(port => report[urlOf(port)]);
}
