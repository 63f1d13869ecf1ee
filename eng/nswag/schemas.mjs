// Schemas: each object and enumeration gets a name under components/schemas, so that NSwag need not think of one ("Body", "Response2").
import { isDeepStrictEqual } from 'node:util';
import { pascal, unique } from './names.mjs';

const PREFIX = '#/components/schemas/';

// Types that our templates and NSwag's declare beside those of the contract.
const OURS = ['InvalidRequest', 'RequestProblem', 'RequestReader', 'AnswerWriter', 'ApiException', 'FileParameter', 'FileResponse', 'Failure'];
const NOTES = ['example', 'examples', 'externalDocs', '$schema', '$id', '$comment'];

export class Schemas {
  #all;
  #given;
  #names;

  constructor(document) {
    const given = Object.entries(document.components.schemas ?? {});
    this.#names = new Set(OURS);
    this.#all = document.components.schemas = {};
    const renamed = new Map(given.map(([name]) => [PREFIX + escaped(name), PREFIX + unique(pascal(name), this.#names)]));
    this.#given = Object.fromEntries(given.map(([name, schema]) => [renamed.get(PREFIX + escaped(name)), schema]));
    redirect(document, renamed);
    redirect(this.#given, renamed);
    for (const [reference, schema] of Object.entries(this.#given)) {
      const key = reference.slice(PREFIX.length);
      this.#all[key] = this.#prepared(schema, key);
    }
  }

  has(name) {
    return this.#names.has(name);
  }

  /** A name that no schema has, nor any other code that asked for one. */
  free(name) {
    return unique(name, this.#names);
  }

  /** The schema, or a reference to it when code needs a name for it. */
  named(schema, name) {
    const prepared = this.#prepared(schema, name);
    if (!needsName(prepared)) return prepared;
    const { nullable, description, ...bare } = prepared;
    const stored = { description, ...bare };
    if (description === undefined) delete stored.description;
    const known = Object.keys(this.#all).find((key) => key.startsWith(name) && isDeepStrictEqual(this.#all[key], stored));
    const key = known ?? unique(name, this.#names);
    this.#all[key] = stored;
    const reference = { $ref: PREFIX + key };
    return nullable ? { nullable, oneOf: [reference] } : reference;
  }

  #prepared(given, name) {
    if (typeof given !== 'object' || given === null) return {};
    if (given.$ref !== undefined) return { $ref: given.$ref };
    const schema = { ...given };
    for (const note of NOTES) delete schema[note];
    for (const key of Object.keys(schema)) if (key.startsWith('x-')) delete schema[key];
    liftNull(schema);
    if (schema.type === 'integer' && schema.format === undefined && !schema.enum) schema.format = 'int64';
    if (schema.enum) schema['x-enumNames'] = enumNames(schema.enum);
    if (schema.properties) schema.properties = this.#properties(schema.properties, name);
    if (schema.properties && !schema.allOf) schema.additionalProperties ??= false;
    if (typeof schema.additionalProperties === 'object') schema.additionalProperties = this.named(schema.additionalProperties, `${name}Value`);
    if (schema.items) schema.items = this.named(schema.items, `${name}Item`);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      if (schema[keyword]) schema[keyword] = schema[keyword].map((part, i) => (keyword === 'allOf' ? this.#prepared(part, name) : this.named(part, `${name}Option${i + 1}`)));
    }

    return schema;
  }

  #isNullable(schema) {
    const named = this.#given[schema.$ref];
    return (schema.nullable || named?.nullable || named?.type?.includes('null')) === true;
  }

  #properties(properties, owner) {
    // C# allows no member with the name of its class.
    const taken = new Set([owner]);
    return Object.fromEntries(Object.entries(properties).map(([name, given]) => {
      const member = pascal(name);
      const property = this.named(given, owner + member);
      property['x-code'] = { name: unique(member === owner ? `${member}Value` : member, taken), nullable: this.#isNullable(property) };
      if (property.$ref !== undefined && given.description) property.description = given.description;
      return [name, property];
    }));
  }
}

function escaped(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function redirect(node, renamed) {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    // The mapping of a discriminator holds references too.
    if (typeof value === 'string' && renamed.has(value)) node[key] = renamed.get(value);
    else redirect(value, renamed);
  }
}

function needsName(schema) {
  return schema.$ref === undefined && (schema.properties !== undefined || schema.enum !== undefined || schema.allOf !== undefined);
}

// OpenAPI 3.1 writes "or null" as a type; NSwag is at home with 3.0's `nullable`.
function liftNull(schema) {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    if (types.length < schema.type.length) schema.nullable = true;
    if (types.length === 1) [schema.type] = types;
    else delete schema.type;
  }

  for (const keyword of ['anyOf', 'oneOf']) {
    const rest = schema[keyword]?.filter((part) => part.type !== 'null');
    if (rest && rest.length < schema[keyword].length) Object.assign(schema, { [keyword]: rest, nullable: true });
  }
}

function enumNames(values) {
  const taken = new Set();
  return values.map((value) => unique(pascal(value), taken));
}
