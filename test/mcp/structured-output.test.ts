import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { isRecord } from '../../src/base/is-record.ts';
import { people } from '../../src/standins/tenant/people.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../kit/start-portico.ts';

let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  world = await startPortico({ RATE_LIMIT_PER_PERSON: '0' });
});
afterAll(() => world.close());

async function connect(query: string, person = 'ana.silva'): Promise<Client> {
  const token = tokens.get(person) ?? (await signIn({ origin: world.origin, person })).accessToken;
  tokens.set(person, token);
  const client = new Client({ name: 'structured', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp${query}`), { requestInit }),
  );
  return client;
}

const hasTop = ({ properties = {} }: { readonly properties?: unknown }) =>
  Object.hasOwn(properties as object, 'top');

/** List tools whose example calls need no ids. */
const lists = catalogue.flatMap(({ name, structuredSchema, inputSchema, example }) =>
  !isRecord(structuredSchema?.['properties']) ||
  structuredSchema['properties']['items'] === undefined ||
  typeof example?.args === 'function'
    ? []
    : [[name, example?.as ?? '', { ...example?.args, ...(hasTop(inputSchema) && { top: 5 }) }] as const],
);

describe('?output=structured', () => {
  it('is available for at least the lists of mail, files, calendar, tasks and people', () => {
    expect(lists.length).toBeGreaterThan(8);
    expect(people.length).toBeGreaterThan(0);
  });

  it.each(lists)('returns rows of %s that the official client accepts', async (name, person, args) => {
    const client = await connect('?preset=all&output=structured', person);
    const { tools } = await client.listTools();
    expect(tools.find((tool) => tool.name === name)?.outputSchema).toMatchObject({ type: 'object' });
    // The client validates the content against the schema.
    const { structuredContent, content } = await client.callTool({ name, arguments: args });
    const { items, more } = structuredContent as { items: Record<string, unknown>[]; more: boolean };
    expect(items.length).toBeGreaterThan(0);
    expect(items.every((item) => typeof item['id'] === 'string')).toBe(true);
    expect(typeof more).toBe('boolean');
    const [{ text } = { text: '' }] = content as { text: string }[];
    for (const { id } of items) expect(text).toContain(String(id));
    await client.close();
  });

  it('returns a structured profile that the official client accepts, and no output schema unless the schema is requested', async () => {
    const client = await connect('?output=structured');
    await client.listTools();
    const { structuredContent } = await client.callTool({ name: 'get_me', arguments: {} });
    expect(structuredContent).toMatchObject({ mail: 'ana.silva@contoso.example' });
    await client.close();
    const plain = await connect('');
    const { tools } = await plain.listTools();
    expect(tools.find(({ name }) => name === 'get_me')?.outputSchema).toBeUndefined();
    await plain.close();
  });

  it('names the time zone of a list', async () => {
    const client = await connect('?output=structured');
    const { structuredContent } = await client.callTool({ name: 'list_messages', arguments: { top: 4 } });
    expect(structuredContent).toMatchObject({
      about: 'messages in inbox, newest first, times in GMT Standard Time',
    });
    await client.close();
  });

  it('continues a list with its cursor', async () => {
    const client = await connect('?output=structured');
    const first = await client.callTool({ name: 'list_messages', arguments: { top: 4 } });
    const { cursor, more } = first.structuredContent as { cursor: string; more: boolean };
    expect(more).toBe(true);
    const next = await client.callTool({ name: 'get_next_page', arguments: { cursor } });
    const ids = [first, next].flatMap(({ structuredContent }) =>
      (structuredContent as { items: { id: string }[] }).items.map(({ id }) => id),
    );
    expect(new Set(ids).size).toBe(8);
    await client.close();
  });

  it('is off by default: no schema and no structured content', async () => {
    const client = await connect('');
    const { tools } = await client.listTools();
    expect(tools.filter(({ outputSchema }) => outputSchema !== undefined)).toEqual([]);
    const result = await client.callTool({ name: 'list_messages', arguments: { top: 4 } });
    expect(result).not.toHaveProperty('structuredContent');
    await client.close();
  });

  it('omits ids from the rows, as the table does', async () => {
    const client = await connect('?output=structured');
    const { structuredContent } = await client.callTool({
      name: 'list_messages',
      arguments: { top: 4, ids: false },
    });
    const { items } = structuredContent as { items: object[] };
    expect(items.some((item) => 'id' in item)).toBe(false);
    await client.close();
  });

  it('is the only structured format, and any other value is refused', async () => {
    await expect(connect('?output=xml')).rejects.toThrow(/output must be structured or text/);
  });
});

describe('?preset=connector', () => {
  it('lists the two tools that ChatGPT uses, and the official client accepts their results', async () => {
    const client = await connect('?preset=connector');
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['search', 'fetch']);
    for (const { annotations, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true });
      expect(outputSchema).toMatchObject({ type: 'object' });
    }
    const found = await client.callTool({ name: 'search', arguments: { query: 'harbor' } });
    const { results } = found.structuredContent as { results: { id: string }[] };
    expect(found.content).toEqual([{ type: 'text', text: JSON.stringify(found.structuredContent) }]);
    const document = await client.callTool({ name: 'fetch', arguments: { id: results[0]?.id ?? '' } });
    expect(Object.keys(document.structuredContent ?? {})).toEqual(['id', 'title', 'text', 'url', 'metadata']);
    expect(document.content).toEqual([{ type: 'text', text: JSON.stringify(document.structuredContent) }]);
    await client.close();
  });
});
