import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { confirmationIn, cursorIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';
import { tailspin, tailspinTime } from '../../standins/tenant/fixture.ts';

const source = tailspin();
const ruth = source.people[0]!;

/** Without rate limits, because calling every tool once exceeds the default limit per person. */
const settings = {
  TOOLSETS: 'all',
  EXTERNAL_SEND: 'confirm',
  RATE_LIMIT_PER_PERSON: '0',
  RATE_LIMIT_PER_ADDRESS: '0',
};

let world: World;
let client: Client;
beforeAll(async () => {
  const startedAt = Date.now();
  const now = () => tailspinTime.getTime() + Date.now() - startedAt;
  world = await startPortico(settings, now, undefined, { source, now });
  client = await connect('ruth.adeyemi');
});
afterAll(async () => {
  await client.close();
  await world.close();
});

async function connect(person: string): Promise<Client> {
  const { accessToken } = await signIn({ origin: world.origin, person });
  const connected = new Client({ name: 'journey', version: '1.0.0' });
  const requestInit = { headers: { authorization: `Bearer ${accessToken}` } };
  await connected.connect(
    new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp?preset=all`), { requestInit }),
  );
  return connected;
}

/** Calls a tool and confirms its preview, if there is one. */
async function call(name: string, args: Readonly<Record<string, unknown>>): Promise<string> {
  const first = await callOnce(name, args);
  if (!first.includes('confirmation="')) return first;
  return callOnce(name, { ...args, confirmation: confirmationIn(first) });
}

async function callOnce(name: string, args: Readonly<Record<string, unknown>>): Promise<string> {
  const { content, isError } = await client.callTool({ name, arguments: { ...args } });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  if (isError === true && !text.includes('confirmation="')) throw new Error(`${name}: ${text}`);
  return text;
}

/** Names in the tools' examples (written for the demo company) and the corresponding names in the second company. */
const names: readonly (readonly [demo: string, here: string])[] = [
  ['ana.silva', 'ruth.adeyemi'],
  ['harbor@contoso.example', 'dredger@tailspin.example'],
  ['Engineering weekly', 'Yard review'],
  ['Old newsletter', 'Old brochure'],
  ['ben.okafor@contoso.example', 'jonas.keller@tailspin.example'],
  ['Ben Okafor', 'Jonas Keller'],
  ['Harbor', 'Dredger'],
  ['harbor', 'dredger'],
  ['Issues', 'Defects'],
  ['Scope.md', 'Survey.md'],
  ['README.txt', 'Read first.txt'],
  ['Letter to customers', 'Permit from the port'],
  ['Return the old laptop', 'Order new fenders'],
  ['Book the train to Porto', 'Book the ferry to Bergen'],
  ['Tomas Ferreira', 'Lars Moen'],
  ['Omar Haddad', 'Tone Vik'],
  ['Launch costs', 'Refit costs'],
  ['Board preparation', 'Port authority'],
  ['Reminders', 'Quieter pumps'],
  ["Ana''s notes", "Ruth''s notes"],
];

function translate(text: string): string {
  const translated = names.reduce((changed, [demo, here]) => changed.replaceAll(demo, here), text);
  return translated === 'ben' ? 'jonas' : translated;
}

function translateAll(value: unknown): unknown {
  if (typeof value === 'string') return translate(value);
  if (Array.isArray(value)) return value.map(translateAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, translateAll(one)]));
}

/** Returns the id of the entity at a Graph path, or of the collection's first entity. */
async function idAt(path: string): Promise<string> {
  const { entra, graph } = world.standIns;
  const scp = consentedPermissions.join(' ');
  const { id: tid } = source.company;
  const token = await entra.sign({ aud: entra.graphAudience, oid: ruth.oid, tid, scp, appid: 'test' });
  const response = await fetch(`${graph.origin}/v1.0${translate(path)}`, {
    headers: { authorization: `Bearer ${token}`, prefer: 'IdType="ImmutableId"' },
  });
  const body = (await response.json()) as { id?: string; value?: { id: string }[] };
  const id = body.id ?? body.value?.[0]?.id;
  if (id === undefined) throw new RangeError(`Nothing at ${translate(path)}: ${JSON.stringify(body)}`);
  return id;
}

async function argumentsOf({ example }: Tool): Promise<Readonly<Record<string, unknown>>> {
  const { args = {} } = example ?? {};
  if (typeof args !== 'function') return translateAll(args) as Readonly<Record<string, unknown>>;
  const found = await args({
    id: idAt,
    cursor: async (name, given) => cursorIn(await call(name, given)) ?? '',
  });
  return translateAll(found) as Readonly<Record<string, unknown>>;
}

describe('a second company', () => {
  it('lets its users sign in with their roles, and refuses users of the demo company', async () => {
    expect(await call('get_me', {})).toContain('ruth.adeyemi@tailspin.example');
    await expect(connect('ana.silva')).rejects.toThrow();
  });

  it('lets a user who needs a second factor sign in', async () => {
    const paulo = await connect('paulo.reis');
    const { tools } = await paulo.listTools();
    expect(tools.length).toBeGreaterThan(0);
    await paulo.close();
  });

  it('refuses a guest and a disabled account', async () => {
    await expect(connect('inga.holm')).rejects.toThrow();
    await expect(connect('erik.dahl')).rejects.toThrow();
  });

  it.each(catalogue.map((tool) => [tool.name, tool] as const))('can use the tool %s', async (name, tool) => {
    const text = await call(name, await argumentsOf(tool));
    expect(text).not.toBe('');
    expect(text).not.toMatch(/^No /);
    expect(text).not.toMatch(/contoso/i);
  });
});
