import { describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { plainSchema } from '../../../src/tools/input/plain-schema.ts';

/** Returns a schema and all schemas nested in it. */
function nodesOf(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  const { items, properties = {} } = schema as { items?: object; properties?: Record<string, object> };
  const inner = [...(items === undefined ? [] : [items]), ...Object.values(properties)];
  return [schema, ...inner.flatMap((node) => nodesOf(node as Record<string, unknown>))];
}

/** The keywords that Portico needs. All of them are in the Schema object that Gemini's API documents. */
const accepted = new Set(['type', 'description', 'enum', 'items', 'properties', 'required']);

describe('a plain schema', () => {
  it.each(catalogue.map((tool) => [tool.name, tool] as const))(
    'has only keywords that every client accepts: %s',
    (_name, tool) => {
      for (const node of nodesOf(plainSchema(tool.inputSchema))) {
        expect(Object.keys(node).filter((keyword) => !accepted.has(keyword))).toEqual([]);
        expect(['string', 'integer', 'number', 'boolean', 'array', 'object']).toContain(node['type']);
        if (node['type'] === 'array') expect(node['items']).toBeDefined();
        if (node['enum'] !== undefined) expect(node['type']).toBe('string');
      }
    },
  );

  it('keeps names, types, choices and required properties', () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['a'],
      properties: {
        a: { type: 'string', format: 'uuid', pattern: 'x', enum: ['x', 'y'], description: 'One.' },
        b: { type: 'array', minItems: 2, items: { type: 'integer', maximum: 5 } },
      },
    };
    expect(plainSchema(schema)).toEqual({
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string', enum: ['x', 'y'], description: 'One.' },
        b: { type: 'array', items: { type: 'integer' } },
      },
    });
  });

  it.each([
    [{ type: 'integer', default: 20, description: 'Rows.' }, 'Rows. Default: 20.'],
    [{ type: 'boolean', default: false }, 'Default: false.'],
    [
      { type: 'string', default: 'inbox', description: 'Folder; by default the inbox.' },
      'Folder; by default the inbox.',
    ],
  ])('puts a default into the description: %j', (schema, description) => {
    expect(plainSchema(schema)).toEqual({ type: schema.type, description });
  });
});
