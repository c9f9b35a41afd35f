import { describe, expect, it } from 'vitest';

import { toListedTool } from '../../../src/mcp/tool-list.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

/**
 * The fields of a function declaration's schema that the Gemini API and Vertex AI both document.
 * https://ai.google.dev/api/caching#Schema
 */
const FIELDS = new Set([
  'type',
  'format',
  'description',
  'nullable',
  'enum',
  'items',
  'properties',
  'required',
]);
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object']);
/** A valid name: a letter or underscore, then letters, digits, underscores, dots or dashes; at most 64 characters. */
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;

type Schema = Readonly<Record<string, unknown>>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns what the documented subset does not allow in a schema, with the path of each problem. */
function problemsIn(schema: unknown, at = ''): string[] {
  if (!isSchema(schema)) return [`${at || '/'} is not a schema`];
  const { type, description, enum: values, items, properties, required } = schema;
  const members = isSchema(properties) ? Object.entries(properties) : [];
  const names = members.map(([name]) => name);
  const isListOfText = (list: unknown): list is string[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string' && one !== '');
  const found: readonly (readonly [wrong: boolean, what: string])[] = [
    [Object.keys(schema).some((field) => !FIELDS.has(field)), `has ${Object.keys(schema).join(', ')}`],
    [typeof type !== 'string' || !TYPES.has(type), `has the type ${JSON.stringify(type)}`],
    [description !== undefined && typeof description !== 'string', 'has a description that is no text'],
    [
      values !== undefined && (type !== 'string' || !isListOfText(values)),
      'has an enum of other values than texts',
    ],
    [type === 'array' && items === undefined, 'is a list without items'],
    [type !== 'array' && items !== undefined, 'has items, but is no list'],
    [type !== 'object' && (properties ?? required) !== undefined, 'has properties, but is no object'],
    [properties !== undefined && !isSchema(properties), 'has properties that are no record'],
    [required !== undefined && !(isListOfText(required) && required.length > 0), 'requires no names'],
    [
      isListOfText(required) && required.some((name) => !names.includes(name)),
      'requires an unknown property',
    ],
  ];
  return [
    ...found.filter(([wrong]) => wrong).map(([, what]) => `${at || '/'} ${what}`),
    ...(items === undefined ? [] : problemsIn(items, `${at}/items`)),
    ...members.flatMap(([name, member]) => problemsIn(member, `${at}/${name}`)),
  ];
}

describe.each(catalogue.map((tool) => [tool.name, tool] as const))('%s with ?schema=plain', (name, tool) => {
  it("is a function declaration in Gemini's documented subset of OpenAPI", () => {
    const { inputSchema, description } = toListedTool(tool, { plainSchemas: true });
    expect(name).toMatch(NAME);
    expect(description).not.toBe('');
    expect(inputSchema['type']).toBe('object');
    expect(problemsIn(inputSchema)).toEqual([]);
  });
});

describe('the validator of the subset', () => {
  const text = { type: 'string' };
  it.each<[string, unknown, string]>([
    ['a keyword outside the subset', { ...text, maxLength: 9 }, '/ has type, maxLength'],
    ['a reference', { $ref: '#/x' }, '/ has $ref'],
    ['a union', { anyOf: [text] }, '/ has anyOf'],
    ['a list of types', { type: ['string', 'null'] }, '/ has the type ["string","null"]'],
    ['a schema without a type', {}, '/ has the type undefined'],
    ['an enum of numbers', { type: 'integer', enum: [1] }, '/ has an enum of other values than texts'],
    ['an empty text in an enum', { ...text, enum: [''] }, '/ has an enum of other values than texts'],
    ['a list without items', { type: 'array' }, '/ is a list without items'],
    ['an unknown required property', { type: 'object', required: ['a'] }, '/ requires an unknown property'],
    ['an empty list of required properties', { type: 'object', required: [] }, '/ requires no names'],
    [
      'a problem in a property',
      { type: 'object', properties: { a: { type: 'any' } } },
      '/a has the type "any"',
    ],
    ['a problem in an item', { type: 'array', items: { type: 'date' } }, '/items has the type "date"'],
  ])('finds %s', (_what, schema, problem) => {
    expect(problemsIn(schema)).toContain(problem);
  });

  it('accepts every type and field of the subset', () => {
    const properties = {
      a: { type: 'string', description: 'A.', enum: ['x', 'y'], nullable: true },
      b: {
        type: 'array',
        items: { type: 'object', properties: { c: { type: 'integer', format: 'int32' } } },
      },
      d: { type: 'boolean' },
      e: { type: 'number' },
    };
    expect(problemsIn({ type: 'object', properties, required: ['a'] })).toEqual([]);
  });
});
