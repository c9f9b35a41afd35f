import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { areas } from '../../../src/tools/areas.ts';
import { defineTool, type Tool } from '../../../src/tools/define.ts';
import { catalogue as ofGraph, linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';

const catalogue = [...ofGraph, ...linkedCatalogue];

/** Returns every object in a JSON schema, with its path. */
function* nodes(schema: unknown, way = ''): Generator<[way: string, node: Record<string, unknown>]> {
  if (typeof schema !== 'object' || schema === null) return;
  if (!Array.isArray(schema)) yield [way, schema as Record<string, unknown>];
  for (const [name, value] of Object.entries(schema)) yield* nodes(value, `${way}/${name}`);
}

/** Returns the nodes of an input schema that do not limit the size of their values. */
function unbounded(schema: unknown, way = ''): string[] {
  const node = schema as Record<string, unknown> & { properties?: object; items?: unknown };
  const { additionalProperties: others } = node;
  const isBounded =
    (node.type === 'string' && (node.maxLength ?? node.enum ?? node.const) !== undefined) ||
    (node.type === 'array' && node.maxItems !== undefined && node.items !== undefined) ||
    (node.type === 'object' && (others === false || node.maxProperties !== undefined)) ||
    ['integer', 'number', 'boolean'].includes(String(node.type));
  const members = Object.entries(node.properties ?? {});
  return [
    ...(isBounded ? [] : [way || '/']),
    ...members.flatMap(([name, member]) => unbounded(member, `${way}/${name}`)),
    ...(node.items === undefined ? [] : unbounded(node.items, `${way}/items`)),
    ...(typeof others === 'object' ? unbounded(others, `${way}/*`) : []),
  ];
}

const schemasOf = (tool: Tool) =>
  [tool.inputSchema, tool.outputSchema].filter((schema) => schema !== undefined);

const words = (tool: Tool) => new Set(tool.about.toLowerCase().match(/[a-z]+/g));

/** Returns the Jaccard similarity of two descriptions. */
function likeness(a: Tool, b: Tool): number {
  const [one, other] = [words(a), words(b)];
  const common = [...one].filter((word) => other.has(word)).length;
  return common / (one.size + other.size - common);
}

const verbs =
  /^(?:Add|Append|Assign|Call|Cancel|Change|Copy|Create|Delete|Download|Fetch|Find|Forward|Get|Invite|List|Look|Make|Mark|Move|Pause|Play|Post|Read|Remove|Reply|Respond|Run|Save|Schedule|Search|Send|Set|Share|Skip|Start|Tell|Turn|Update|Upload|Write) /;

describe.each(catalogue.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  it('has a name in the form verb_noun, unless ChatGPT prescribes the name', () => {
    if (tool.presets.includes('connector')) expect(['search', 'fetch']).toContain(name);
    else expect(name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  it('has a one-line description that begins with a verb', () => {
    expect(tool.about.length).toBeGreaterThanOrEqual(20);
    expect(tool.about.length).toBeLessThanOrEqual(200);
    expect(tool.about).toMatch(verbs);
    expect(tool.about).toMatch(/\.$/);
    expect(tool.title.length).toBeLessThanOrEqual(40);
  });

  it('has a description that no other tool has', () => {
    const others = catalogue.filter((other) => other !== tool);
    expect(others.filter((other) => likeness(tool, other) >= 0.7).map((other) => other.name)).toEqual([]);
  });

  it('has five to ten intents that no other tool shares', () => {
    expect(tool.intents.length).toBeGreaterThanOrEqual(5);
    expect(tool.intents.length).toBeLessThanOrEqual(10);
    const others = catalogue.filter((other) => other !== tool).flatMap((other) => other.intents);
    expect(tool.intents.filter((intent) => others.includes(intent))).toEqual([]);
  });

  it('has a schema that every client understands', () => {
    for (const schema of schemasOf(tool)) {
      expect(schema).toMatchObject({ type: 'object' });
      for (const [way, node] of nodes(schema)) {
        for (const word of [
          '$ref',
          '$defs',
          '$schema',
          'anyOf',
          'oneOf',
          'allOf',
          'not',
          'nullable',
          'pattern',
        ]) {
          expect(way.endsWith('/properties') || !(word in node), `${way} has ${word}`).toBe(true);
        }
        if (!way.endsWith('/properties') && 'type' in node) expect(typeof node.type, way).toBe('string');
      }
    }
  });

  it('has a bound for every string, array and record in its input', () => {
    expect(unbounded(tool.bounds)).toEqual([]);
  });

  it('describes every parameter, and requires only parameters that exist', () => {
    const { properties = {}, required = [] } = tool.inputSchema as {
      properties?: Record<string, { description?: string; type?: string }>;
      required?: string[];
    };
    for (const [parameter, schema] of Object.entries(properties)) {
      expect(parameter).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(schema.description ?? '', parameter).not.toBe('');
      expect(schema.type, parameter).toMatch(/^(?:string|integer|number|boolean|array)$/);
    }
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
  });

  it('has hints that match its kind', () => {
    const { annotations, kind, repeat, operation } = tool;
    expect(annotations.title).toBe(tool.title);
    expect(annotations.readOnlyHint).toBe(kind === 'read');
    // MCP defines the hints destructiveHint and idempotentHint only for tools that change something.
    if (kind === 'read') expect(Object.keys(annotations)).toEqual(['title', 'readOnlyHint', 'openWorldHint']);
    else
      expect([typeof annotations.destructiveHint, typeof annotations.idempotentHint]).toEqual([
        'boolean',
        'boolean',
      ]);
    if (kind === 'destroy' || kind === 'send') expect(annotations.destructiveHint).toBe(true);
    if (kind === 'send') expect([annotations.openWorldHint, repeat]).not.toEqual([false, 'safe']);
    if (tool.provider === undefined && /^(?:PATCH|PUT|DELETE)/.test(operation))
      expect(annotations.destructiveHint).toBe(true);
    if (kind !== 'read') expect(operation).not.toMatch(/^GET/);
  });

  it('has a known area, an operation and known permissions', () => {
    expect(areas).toContain(tool.area);
    expect(tool.operation).toMatch(/^(?:GET|POST|PATCH|PUT|DELETE)(?: (?:[a-z]+:)?\/\S+)?$/);
    // A linked provider's operation must not look like a Graph operation, because the rules for Graph would then apply.
    expect(tool.operation.includes(' /')).toBe(tool.provider === undefined && tool.operation.includes('/'));
    expect(tool.provider ?? tool.area).toBe(tool.area);
    expect([tool.scopes.length === 0, tool.providerScopes]).toEqual(
      tool.provider === undefined ? [expect.any(Boolean), undefined] : [true, expect.any(Array)],
    );
    const elsewhere = Object.entries(tool.scopesElsewhere ?? {});
    expect(elsewhere.map(([area]) => area)).not.toContain(tool.area);
    for (const scope of [
      ...tool.scopes,
      ...(tool.optionalScopes ?? []),
      ...elsewhere.flatMap(([, scopes]) => scopes),
      ...(tool.sharedScopes ?? []),
    ]) {
      expect(scope).toMatch(/^[A-Z][A-Za-z-]+(?:\.[A-Z][A-Za-z]+){1,3}$/);
    }
  });
});

describe('the bounds check', () => {
  const boundsOf = (input: z.ZodRawShape) => defineTool({ ...facts, input }).bounds;
  const facts = {
    name: 'count_things',
    title: 'Count things',
    area: 'core',
    presets: [],
    about: 'Count the things that there are.',
    intents: [],
    kind: 'read',
    openWorld: false,
    repeat: 'safe',
    scopes: [],
    operation: 'GET /things',
    run: async () => ({ text: '' }),
  } as const;
  const short = z.string().max(9);

  it.each([
    ['a string', { a: z.string() }, ['/a']],
    ['an optional string', { a: z.email().optional() }, ['/a']],
    ['a string with a default', { a: z.string().default('') }, ['/a']],
    ['an array', { a: z.array(short) }, ['/a']],
    ['the elements of an array', { a: z.array(z.string()).max(9) }, ['/a/items']],
    ['a record', { a: z.record(short, z.int()) }, ['/a']],
    ['the values of a record', { a: z.record(short, z.string()).meta({ maxProperties: 9 }) }, ['/a/*']],
    ['an object that accepts any member', { a: z.looseObject({}) }, ['/a', '/a/*']],
    ['any value', { a: z.unknown() }, ['/a']],
    ['a choice', { a: z.union([short, z.array(short)]) }, ['/a']],
  ])('finds %s without a bound', (_what, input, ways) => {
    expect(unbounded(boundsOf(input))).toEqual(ways);
  });

  it('accepts values with bounds', () => {
    const input = {
      a: z.array(short).max(9).optional(),
      b: z.record(short, short).meta({ maxProperties: 9 }),
      c: z.enum(['x', 'y']).default('x'),
      d: z.strictObject({ e: z.int(), f: z.boolean() }),
    };
    expect(unbounded(boundsOf(input))).toEqual([]);
  });
});

describe("the tools' files", () => {
  it('do not import other tools', () => {
    const folder = join(import.meta.dirname, '../../../src/tools');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const isTool = (file: string) => areas.some((area) => dirname(file) === area);
    const imports = files
      .filter((file) => !file.endsWith('.gen.ts'))
      .flatMap((file) =>
        [...readFileSync(join(folder, file), 'utf8').matchAll(/from '(\.[^']+)'/g)].map(
          ([, target = '']) => ({ file, target: normalize(join(dirname(file), target)) }),
        ),
      );
    expect(imports.filter(({ target }) => isTool(target))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('contains every tool name once', () => {
    expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  });

  it('costs fewer than 185 tokens per tool in tools/list', () => {
    const tools = catalogue.map(({ name, about, inputSchema, outputSchema, annotations }) => ({
      name,
      description: about,
      inputSchema,
      ...(outputSchema && { outputSchema }),
      annotations,
    }));
    const tokens = encode(JSON.stringify(tools)).length;
    expect(tokens / tools.length).toBeLessThan(185);
  });
});
