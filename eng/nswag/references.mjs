// Local references (RFC 6901 pointers after "#"); a merged contract has no others.

/** What a `$ref` leads to, or the value itself. */
export function resolve(document, value) {
  for (let i = 0; value?.$ref !== undefined; i++) {
    if (i > 100 || !value.$ref.startsWith('#/')) throw new Error(`The reference "${value.$ref}" leads nowhere in the contract.`);
    const names = value.$ref.slice(2).split('/').map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
    value = names.reduce((node, name) => node?.[name], document);
  }

  return value;
}
