// Makes of a contract the document from which NSwag generates: everything in its place, with a name, and with what our templates need in
// `x-code`. Nothing here knows a particular contract.
import { prepareOperation } from './operations.mjs';
import { Schemas } from './schemas.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** @param contract An OpenAPI 3.0 or 3.1 document, which is left as it is. */
export function prepare(contract) {
  const document = structuredClone(contract);
  document.openapi = '3.0.3';
  straighten(document);
  document.components ??= {};
  const schemas = new Schemas(document);
  const names = new Set();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      if (item[method]) prepareOperation(document, schemas, names, path, method);
    }
  }

  for (const item of Object.values(document.paths ?? {})) {
    delete item.parameters;
    delete item.servers;
  }

  // The caller says where a server is: code that goes to a documented host unless told otherwise would send it test passwords.
  delete document.servers;
  delete document.webhooks;
  for (const part of ['parameters', 'requestBodies', 'responses', 'headers', 'examples', 'links', 'callbacks', 'pathItems']) delete document.components[part];
  return document;
}

// Texts become comments of one line, which must not end early.
function straighten(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if ((key === 'summary' || key === 'description') && typeof value === 'string') node[key] = value.replace(/\s+/g, ' ').trim().replaceAll('*/', '* /');
    else straighten(value);
  }
}
