// Operations: their names, routes, parameters, bodies and answers.
import { STATUS_CODES } from 'node:http';
import { camel, parameterName, pascal, unique } from './names.mjs';
import { resolve } from './references.mjs';

// These are described by content and security; a parameter of that name is to be ignored (OpenAPI 3.1.1, section 4.8.12).
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

export function prepareOperation(document, schemas, names, path, method) {
  const item = document.paths[path];
  const operation = item[method];
  const name = unique(camel(operation.operationId ?? `${method} ${path}`), names);
  operation.operationId = name;
  delete operation.callbacks;
  delete operation.servers;
  operation.parameters = parameters(document, schemas, item, item[method].parameters);
  operation['x-code'] = {
    routes: basePaths(contractServers(document, item, operation)).map((base) => base + path),
    result: schemas.free(`${pascal(name)}Result`),
    ...requestBody(document, schemas, operation, pascal(name)),
  };
  operation.responses = responses(document, schemas, operation.responses ?? {}, pascal(name));
}

function contractServers(document, item, operation) {
  return [operation.servers, item.servers, document.servers].find((servers) => servers?.length > 0) ?? [{ url: '' }];
}

// The paths of the servers, variables replaced by their defaults, each once (OpenAPI 3.1.1, section 4.8.5).
function basePaths(servers) {
  const paths = servers.map((server) => {
    let url = server.url ?? '';
    for (const [name, variable] of Object.entries(server.variables ?? {})) url = url.replaceAll(`{${name}}`, variable.default);
    const path = url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '').split(/[?#]/)[0].replace(/^[./]+|\/+$/g, '');
    return path && `/${path}`;
  });
  return [...new Set(paths)];
}

function parameters(document, schemas, item, own) {
  const all = new Map();
  for (const parameter of [...(item.parameters ?? []), ...(own ?? [])].map((p) => structuredClone(resolve(document, p)))) {
    if (parameter.in === 'header' && NOT_PARAMETERS.has(parameter.name.toLowerCase())) continue;
    all.set(`${parameter.in} ${parameter.name}`, parameter);
  }

  const taken = new Set();
  for (const parameter of all.values()) {
    parameter.schema = schemas.named(parameter.schema ?? { type: 'string' }, pascal(parameter.name));
    if (resolve(document, parameter.schema).properties) throw new Error(`The ${parameter.in} parameter "${parameter.name}" is an object, which stubs cannot read. Describe its members as parameters of their own.`);
    delete parameter.content;
    parameter['x-code'] = { place: pascal(parameter.in), exploded: parameter.explode ?? (parameter.style ?? 'form') === 'form' };
    parameter['x-originalName'] = parameterName(parameter, taken);
  }

  return [...all.values()];
}

function requestBody(document, schemas, operation, name) {
  if (!operation.requestBody) return {};
  const body = structuredClone(resolve(document, operation.requestBody));
  const mediaTypes = Object.keys(body.content ?? {});
  body['x-name'] = 'body';
  body.content = preferred(schemas, body.content, `${name}Request`);
  operation.requestBody = body;
  return { consumes: mediaTypes };
}

function responses(document, schemas, all, name) {
  const prepared = {};
  for (const [status, reference] of Object.entries(all)) {
    // NSwag knows no ranges; one is taken for the default where there is none.
    const key = /^\dXX$/i.test(status) ? 'default' : status;
    if (key !== status && (all.default || prepared.default)) continue;
    const response = structuredClone(resolve(document, reference));
    const title = key === 'default' ? 'Other' : pascal((STATUS_CODES[key] ?? `Status ${key}`).replaceAll("'", ''));
    response.content = preferred(schemas, response.content, /^2/.test(key) ? `${name}Response` : `${name}${title}Response`);
    if (!response.content) delete response.content;
    response['x-code'] = {
      success: key.startsWith('2'),
      name: schemas.has(title) ? `${title}Status` : title, 
      description: response.description ?? '',
      mediaType: Object.keys(response.content ?? {})[0] ?? '',
      headers: headers(document, response),
    };
    delete response.headers;
    delete response.links;
    prepared[key] = response;
  }

  return prepared;
}

function headers(document, response) {
  const taken = new Set(['Body', 'Status', 'StatusCode']);
  return Object.entries(response.headers ?? {}).map(([name, reference]) => {
    const header = resolve(document, reference);
    return { name, property: unique(pascal(name), taken), required: header.required === true, description: header.description ?? '' };
  });
}

// One media type, as clients send and receive one: JSON, or else the first.
function preferred(schemas, content, name) {
  const mediaTypes = Object.keys(content ?? {});
  const mediaType = mediaTypes.find((type) => /^application\/([^;]+\+)?json\b/.test(type)) ?? mediaTypes[0];
  if (mediaType === undefined) return undefined;
  const schema = content[mediaType].schema;
  return { [mediaType]: schema ? { schema: schemas.named(schema, name) } : {} };
}
