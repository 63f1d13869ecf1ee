// The contract as each peer takes it.

/** OpenAPI 3.1 → 3.0 for Dredd, whose parser knows 3.0.x: what it does not know is left out or said in 3.0's words. */
export function asOpenApi30(document) {
  return { ...walk(document, ''), openapi: '3.0.3' };
}

function walk(node, key) {
  if (Array.isArray(node)) return node.map(item => walk(item, ''));
  if (node === null || typeof node !== 'object') return node;
  const names = key === 'properties' || key === 'responses' || key === 'paths' ? Object.keys(node) : Object.keys(node).filter(name => !name.startsWith('x-') && !(key === 'info' && name === 'summary'));
  const result = Object.fromEntries(names.map(name => [name, name === 'value' || name === 'example' ? node[name] : walk(node[name], name)]));
  if (Array.isArray(result.type)) {
    result.nullable = result.type.includes('null');
    result.type = result.type.find(type => type !== 'null');
  }

  if ('const' in result && key !== 'properties') {
    result.enum = [result.const];
    delete result.const;
  }

  return result;
}
