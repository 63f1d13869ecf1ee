// Redocly Respect: the scenarios as Arazzo workflows. `node respect.mjs` writes them to respect/, to be read and run by hand.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import yaml from 'js-yaml';
import { apis } from './apis.mjs';
import { run } from './process.mjs';
import { scenariosOf } from './scenarios.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const cli = path.join(here, 'node_modules/@redocly/cli/bin/cli.js');
const origin = port => `http://127.0.0.1:${port}`;
const expression = value => JSON.parse(JSON.stringify(value).replace(/\{([\w-]+)\.(\w+)\}/g, (_, step, name) => `{$steps.${step}.outputs.${name}}`), (_, v) => (typeof v === 'string' && /^\{\$[^{}]+\}$/.test(v) ? v.slice(1, -1) : v));

// A text with the plain media type is sent as a JSON string, in quotes; with a parameter it goes out as it is.
const asItIs = 'application/json; charset=utf-8';

// An expression inside a text with braces of its own, such as JSON under text/plain, is not evaluated.
const canBeTold = ({ steps }) => !steps.some(({ call }) => typeof call.body === 'string' && /\{[\w-]+\.\w+\}/.test(call.body));

function requestOf(call, api) {
  if (call.clock) return { 'x-operation': { url: `${origin(5080)}/__admin/clock`, method: 'put' }, requestBody: { contentType: 'application/json', payload: call.clock } };
  const parameters = [
    ...Object.entries(call.headers ?? {}).map(([name, value]) => ({ in: 'header', name, value })),
    ...Object.entries(call.query ?? {}).map(([name, value]) => ({ in: 'query', name, value })),
  ];
  return {
    ...(call.operation ? { operationId: call.operation } : { 'x-operation': { url: `${origin(5080)}${call.base ?? api.base}${call.path}`, method: call.method.toLowerCase() } }),
    ...(parameters.length ? { parameters } : {}),
    ...(call.body === undefined ? {} : { requestBody: { contentType: call.type ?? (typeof call.body === 'string' ? asItIs : 'application/json'), payload: call.body } }),
  };
}

function criteriaOf(step) {
  const status = step.expect.map(code => `$statusCode == ${code}`).join(' || ');
  return [
    { condition: status },
    ...Object.entries(step.json ?? {}).map(([pointer, value]) => ({ condition: `$response.body#${pointer} == ${typeof value === 'string' ? `'${value}'` : value}` })),
    ...(step.empty ?? []).map(pointer => ({ context: '$response.body', condition: `$[?length(@${pointer.replaceAll('/', '.')}) == 0]`, type: 'jsonpath' })),
    ...Object.entries(step.headers ?? {}).map(([name, pattern]) => ({ context: `$response.header.${name}`, condition: pattern, type: 'regex' })),
    ...Object.entries(step.matches ?? {}).map(([pointer, pattern]) => ({ context: `$response.body#${pointer}`, condition: pattern, type: 'regex' })),
  ];
}

/** The Arazzo document of one API. */
export function arazzoOf(name) {
  const api = apis[name];
  return expression({
    arazzo: '1.0.1',
    info: { title: `Login and logout of ${name}`, version: '1' },
    sourceDescriptions: [{ name: 'api', type: 'openapi', url: `${name}.json` }],
    workflows: scenariosOf(api).filter(canBeTold).map(({ id, steps }) => ({
      workflowId: id,
      steps: steps.map(step => ({
        stepId: step.id,
        ...requestOf(step.call, api),
        successCriteria: criteriaOf(step),
        ...(step.save ? { outputs: Object.fromEntries(Object.entries(step.save).map(([kind, pointer]) => [kind, `$response.body#${pointer}`])) } : {}),
      })),
    })),
  });
}

const fileOf = name => path.join(here, 'respect', `${name}.arazzo.yaml`);
export const write = name => writeFileSync(fileOf(name), yaml.dump(arazzoOf(name), { lineWidth: 160, noRefs: true }));

/** Runs the workflows on the servers at these ports; gives for each the checks that failed, as "workflow/step: check: message". `folder` holds the contract. */
export async function respect(name, ports, folder) {
  const contract = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  const copies = ports.map(port => {
    const copy = path.join(folder, `${name}.${port}.arazzo.yaml`);
    writeFileSync(path.join(folder, `${name}.${port}.json`), JSON.stringify({ ...contract, servers: [{ url: `${origin(port)}${apis[name].base}` }] }));
    writeFileSync(copy, readFileSync(fileOf(name), 'utf8').replaceAll(origin(5080), origin(port)).replace(`url: ${name}.json`, `url: ${name}.${port}.json`));
    return copy;
  });
  const result = path.join(folder, `${name}.respect.${ports[0]}.json`);
  rmSync(result, { force: true });
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  const { output } = await run('node', [cli, 'respect', ...copies, '--json-output', result], { env, cwd: folder });
  if (!existsSync(result)) throw new Error(`Respect ended without a report: ${output.slice(-500)}`);
  const files = Object.entries(JSON.parse(readFileSync(result, 'utf8')).files);
  return ports.map(port => failuresOf(files.find(([file]) => file.endsWith(`${name}.${port}.arazzo.yaml`))[1]));
}

function failuresOf(file) {
  const checks = file.executedWorkflows.flatMap(w => w.executedSteps.flatMap(s => (s.checks ?? []).map(check => ({ at: `${w.workflowId}/${s.stepId}`, ...check }))));
  if (checks.length === 0) return ['no report: no check was made'];
  return checks.filter(check => check.status !== 'success').map(check => `${check.at}: ${check.name}: ${String(check.message ?? check.condition).split('\n')[0]}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const name of Object.keys(apis)) write(name);
