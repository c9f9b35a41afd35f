import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { createCatalogue } from '../../src/calls/catalogue/tool-catalogue.ts';
import { startDeadline } from '../../src/http/request-deadline.ts';
import { createReadResource } from '../../src/mcp/resources/resources.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { areas, type Area } from '../../src/tools/areas.ts';
import { cursorIn, oidOf, openDemoTenant, policyWith, type DemoTenant } from '../kit/demo-tenant.ts';
import { callerWith } from '../kit/mcp-endpoint.ts';

const ana = oidOf('ana.silva');

const policyFor = (...toolsets: Area[]) => policyWith({ toolsets });

/** Delegates to the current policy, so that one tenant serves every set of toolsets. */
let current: Policy;
const policy: Policy = {
  hash: '',
  visible: (...asked) => current.visible(...asked),
  reaches: (...asked) => current.reaches(...asked),
  admit: (...asked) => current.admit(...asked),
  get asksForOutsiders() {
    return current.asksForOutsiders;
  },
  judge: (...asked) => current.judge(...asked),
  dispatch: (...asked) => current.dispatch(...asked),
  dispatchLinked: (...asked) => current.dispatchLinked(...asked),
};

let tenant: DemoTenant;
const examples = new Map<string, { as: string; args: Readonly<Record<string, unknown>> }>();
const cursors = new Map<Area, string>();
let attachment: string;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy });
  current = policyFor(...areas);
  for (const tool of catalogue) examples.set(tool.name, await tenant.exampleOf(tool));
  const listed = async (name: string, args: object) =>
    cursorIn((await tenant.call('ana.silva', name, args)).text);
  cursors.set('mail', (await listed('list_messages', { top: 4 })) ?? '');
  cursors.set('files', (await listed('list_files', { path: '/', top: 4 })) ?? '');
  cursors.set('calendar', (await listed('get_changes', { of: 'calendar' })) ?? '');
  const { message_id: message, attachment_id: id } = examples.get('get_attachment')?.args ?? {};
  attachment = `portico://attachment/${encodeURIComponent(String(message))}/${encodeURIComponent(String(id))}`;
});
afterAll(() => tenant.close());

/** Graph paths in each area for which the demo tenant has data. */
const representative: Readonly<Partial<Record<Area, readonly string[]>>> = {
  users: ['/me', '/users', '/me/manager', `/users/${ana}`],
  groups: ['/groups', '/me/memberOf'],
  directory: ['/organization', '/subscribedSkus'],
  mail: [
    '/me/messages',
    '/me/mailFolders/inbox/messages',
    `/users/${ana}/messages`,
    '/ME/Messages',
    '/me/mailboxSettings',
  ],
  calendar: ['/me/events', '/me/calendars', '/me/calendar/events'],
  files: ['/me/drive', '/me/drive/root/children', '/me/drive/root:/Harbor/Scope.md'],
  onenote: ['/me/onenote/notebooks'],
  tasks: ['/me/todo/lists', '/me/planner/tasks'],
  contacts: ['/me/contacts'],
  teams: ['/me/chats', '/me/joinedTeams'],
  sharepoint: ['/sites/root'],
};

/** Returns `allowed` or the error code. */
async function outcomeOf(name: string, args: object, as = 'ana.silva'): Promise<string> {
  try {
    await tenant.call(as, name, args);
    return 'allowed';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

async function readResource(uri: string): Promise<string> {
  const read = createReadResource({
    catalogue: createCatalogue(catalogue, async (tool) => tool),
    runTool: tenant.runTool,
  });
  const admission = { caller: callerWith({ oid: ana }), assertion: digestToken(ana), expiresAt: 0 };
  const { signal } = startDeadline(10);
  const outcome = await read(uri, { admission, requestId: 'r', traceparent: undefined, signal });
  return outcome.kind === 'done' ? 'allowed' : 'refused';
}

const batchOf = (paths: readonly string[]) =>
  tenant.runTool(
    {
      tool: catalogue.find(({ name }) => name === 'graph_get')!,
      given: {},
      parse: () => ({ ok: true, args: {} }),
      run: (_args, call) => call.batch(paths.map((path) => ({ method: 'GET', path, repeat: 'safe' }))),
    },
    {
      admission: { caller: callerWith({ oid: ana }), assertion: digestToken(ana), expiresAt: 0 },
      requestId: 'r',
      traceparent: undefined,
      signal: startDeadline(10).signal,
    },
  );

describe.each(areas.map((area) => [area] as const))('TOOLSETS=%s', (area) => {
  const others = areas.filter((other) => other !== area);

  it('runs only tools in this area', async () => {
    current = policyFor(area);
    for (const { name, area: its } of catalogue) {
      if (name === 'get_next_page') continue;
      const { as, args } = examples.get(name) ?? { as: '', args: {} };
      // Search returns data from other areas, so its tools are refused if only `search` is enabled. Presence is found by
      // id only, so get_presence looks addresses up among the users.
      const ofAnother =
        its !== area ||
        area === 'search' ||
        name === 'get_presence' ||
        ['graph_get', 'graph_write', 'graph_batch', 'get_changes', 'search', 'fetch'].includes(name);
      expect(await outcomeOf(name, args, as), name).toBe(ofAnother ? 'refused_by_policy' : 'allowed');
    }
  });

  it('gives graph_get no access to other areas: alone, together with this area or in a batch', async () => {
    const own = representative[area] ?? [];
    for (const other of others) {
      for (const path of representative[other] ?? []) {
        current = policyFor(area);
        expect(await outcomeOf('graph_get', { path }), path).toBe('refused_by_policy');
        current = policyFor('core', area);
        expect(await outcomeOf('graph_get', { path }), path).toBe('refused_by_policy');
        expect(await batchOf([...own, path]), path).toMatchObject({
          kind: 'failed',
          error: { code: 'refused_by_policy' },
        });
      }
    }
    current = policyFor('core', area);
    for (const path of own) expect(await outcomeOf('graph_get', { path }), path).toBe('allowed');
    if (own.length > 0) expect(await batchOf(own)).toMatchObject({ kind: 'done' });
  });

  it('does not let get_changes watch another area or continue a list from another area', async () => {
    current = policyFor('core', area);
    for (const of of ['mail', 'calendar', 'files', 'users', 'groups'] as const)
      expect(await outcomeOf('get_changes', { of }), of).toBe(of === area ? 'allowed' : 'refused_by_policy');
    for (const [of, cursor] of cursors)
      expect(await outcomeOf('get_next_page', { cursor }), of).toBe(
        of === area ? 'allowed' : 'refused_by_policy',
      );
  });

  it('copies and reads attachments only if mail is enabled', async () => {
    const copy = { path: '/Notes/Copy.bin', source: attachment, conflict: 'rename' };
    current = policyFor('core', area);
    expect(await readResource(attachment)).toBe(area === 'mail' ? 'allowed' : 'refused');
    expect(await outcomeOf('upload_file', copy)).toBe('refused_by_policy');
    current = policyFor('files', area);
    expect(await outcomeOf('upload_file', copy)).toBe(area === 'mail' ? 'allowed' : 'refused_by_policy');
  });
});
