// Prism as a validating proxy: the requests of the scenarios go through it, and what it says of the answers in `sl-violations` counts.
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { apis } from './apis.mjs';
import { start } from './process.mjs';
import { scenariosOf } from './scenarios.mjs';

const cli = path.join(path.dirname(fileURLToPath(import.meta.url)), 'node_modules/@stoplight/prism-cli/dist/index.js');

/** Starts a proxy in front of a port that may have no server yet; gives a function that stops it. */
export async function startPrism(name, port, proxyPort, folder) {
  const proxy = start('node', [cli, 'proxy', path.join(folder, `${name}.json`), `http://127.0.0.1:${port}${apis[name].base}`, '--port', String(proxyPort)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise((resolve, reject) => {
    const listen = data => (said += data).includes('listening on') && resolve();
    proxy.stdout.on('data', listen);
    proxy.stderr.on('data', listen);
    proxy.once('exit', () => reject(new Error(`Prism did not start for ${name}: ${said}`)));
  });
  return () => proxy.kill();
}

/** Sends the traffic; gives what Prism says of the answers, as "scenario/step: violation". */
export async function prism(name, proxyPort) {
  const violations = [];
  for (const { id, steps } of scenariosOf(apis[name])) {
    const saved = {};
    const fill = value => (typeof value === 'string' ? value.replace(/\{([\w-]+\.\w+)\}/g, (_, key) => saved[key] ?? 'none') : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v)])) : value);
    for (const { id: stepId, call, save } of steps.filter(step => !step.call.clock)) {
      const query = new URLSearchParams(fill(call.query ?? {})).toString();
      const body = fill(call.body);
      const response = await fetch(`http://127.0.0.1:${proxyPort}${call.path}${query && `?${query}`}`, {
        method: call.method,
        headers: { ...fill(call.headers ?? {}), ...(body === undefined ? {} : { 'Content-Type': call.type ?? 'application/json' }) },
        body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      for (const v of JSON.parse(response.headers.get('sl-violations') ?? '[]')) {
        if (v.location[0] === 'response') violations.push(`${id}/${stepId}: ${v.location.join('.')} ${v.message}`);
      }

      for (const [kind, pointer] of Object.entries(save ?? {})) saved[`${stepId}.${kind}`] = valueAt(text, pointer);
    }
  }

  return violations;
}

function valueAt(text, pointer) {
  try {
    return pointer.split('/').slice(1).reduce((node, key) => node?.[key], JSON.parse(text));
  } catch {
    return undefined;
  }
}
