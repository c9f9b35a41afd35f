import { describe, expect, it } from 'vitest';

import { withBlocks } from '../../src/policy/block-rules.ts';
import type { Caller } from '../../src/policy/caller.ts';
import type { JudgedRequest } from '../../src/policy/facts.ts';
import { createPolicy, type Operation, type Policy, type PolicyRules } from '../../src/policy/policy.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { callerWith } from '../kit/mcp-endpoint.ts';

const open: PolicyRules = {
  toolsets: 'all',
  enabledTools: 'all',
  readOnly: false,
  externalSend: 'allow',
  graphBeta: false,
};

/** Returns the rule that refuses a tool's request, or `allowed`. */
function verdict(
  policy: Policy,
  tool: string,
  request: string | Partial<JudgedRequest>,
  caller: Caller = callerWith(),
): string {
  const { kind, area, supportingReads } = catalogue.find(({ name }) => name === tool)!;
  const operation: Operation = { tool, kind, area, supportingReads };
  const asked = typeof request === 'string' ? { path: request } : request;
  const whole: JudgedRequest = { method: 'GET', path: '/me', ...asked };
  const decision = policy.dispatch(caller, operation, whole);
  if (decision.effect === 'refuse') expect(decision.reason).toMatch(/^[A-Z].+\.$/);
  return decision.effect === 'allow' ? 'allowed' : decision.rule;
}

const selecting = (...toolsets: string[]): Partial<Caller> => ({
  selection: { preset: 'all', toolsets, readOnly: false },
});
const covering = (...toolsets: string[]): Partial<Caller> => ({ ceiling: { toolsets, readOnly: false } });

describe('a request to an area', () => {
  const mail = '/me/messages/x/attachments/y/$value';

  it.each([
    ['toolsets', { toolsets: ['core', 'files'] }, {}],
    ['token-ceiling', {}, covering('core', 'files')],
    ['url-toolsets', {}, selecting('core', 'files')],
    ['enabled-tools', { enabledTools: ['graph_get', 'get_changes', 'upload_file'] }, {}],
  ] as const)('is refused for every tool if this rule disables the area: %s', (rule, rules, change) => {
    const policy = createPolicy({ ...open, ...rules }, catalogue);
    const caller = callerWith(change);
    for (const tool of ['graph_get', 'get_changes', 'upload_file'])
      expect(verdict(policy, tool, mail, caller)).toBe(rule);
    expect(verdict(policy, 'graph_get', '/security/alerts', caller)).toBe(rule);
    expect(
      verdict(policy, 'graph_get', { path: '/me/drive', query: { $expand: 'lastModifiedByUser' } }, caller),
    ).toBe(rule);
    expect(verdict(policy, 'upload_file', '/me/drive/items/x', caller)).toBe('allowed');
  });

  it.each([
    ['TOOLSETS=all', { toolsets: ['core', 'directory'] }, {}],
    ['a new sign-in', {}, covering('core', 'directory')],
    ['a connection URL without toolsets=', {}, selecting('core', 'directory')],
  ] as const)(
    'is refused if no toolset covers the area, and the refusal names the change that would allow the request: %s',
    (words, rules, change) => {
      const policy = createPolicy({ ...open, ...rules }, catalogue);
      const operation: Operation = { tool: 'graph_get', kind: 'read', area: 'core' };
      const ask = (path: string) => policy.dispatch(callerWith(change), operation, { method: 'GET', path });
      expect(ask('/subscriptions')).toMatchObject({ reason: expect.stringContaining(words) });
      expect(ask('/me/messages')).toMatchObject({ reason: expect.not.stringContaining(words) });
      expect(ask('/security/alerts').effect).toBe('allow');
    },
  );

  it.each([
    ['TOOLSETS', { toolsets: ['core', 'directory'] }, {}],
    ['ENABLED_TOOLS', { enabledTools: ['graph_get'] }, {}],
    ['the user can sign in again', {}, covering('core', 'directory')],
    ["the user can add the toolset to the connection URL in the client's settings", {}, selecting('core')],
  ] as const)('is refused with a message that says who can enable the area: %s', (words, rules, change) => {
    const policy = createPolicy({ ...open, ...rules }, catalogue);
    const operation: Operation = { tool: 'graph_get', kind: 'read', area: 'core' };
    const { reason } = policy.dispatch(callerWith(change), operation, { method: 'GET', path: '/me/events' });
    expect(reason.toLowerCase()).toContain(words.toLowerCase());
  });

  it('is allowed if nothing is limited, even if no rule covers the area', () => {
    const policy = createPolicy(open, catalogue);
    for (const path of [mail, '/security/alerts', '/subscriptions', '/me/foo'])
      expect(verdict(policy, 'graph_get', path)).toBe('allowed');
  });

  it("is allowed despite a disabled area if it is exactly one of the tool's supporting reads", () => {
    const policy = createPolicy({ ...open, toolsets: ['core', 'mail', 'calendar'] }, catalogue);
    const query = { $select: 'displayName' };
    expect(verdict(policy, 'get_auth_status', { path: '/me', query })).toBe('allowed');
    expect(verdict(policy, 'send_mail', { path: '/organization', query })).toBe('allowed');
    expect(verdict(policy, 'list_events', '/me/mailboxSettings')).toBe('allowed');
    expect(verdict(policy, 'graph_get', { path: '/me', query })).toBe('toolsets');
    expect(verdict(policy, 'graph_get', '/organization')).toBe('toolsets');
    expect(verdict(policy, 'get_auth_status', '/me/manager')).toBe('toolsets');
    expect(verdict(policy, 'get_auth_status', { path: '/me', query: { $expand: 'manager' } })).toBe(
      'toolsets',
    );
    expect(verdict(policy, 'send_mail', { method: 'PATCH', path: '/organization' })).toBe('toolsets');
  });

  it('is refused if the area is disabled and the tool is unknown', () => {
    const policy = createPolicy({ ...open, toolsets: ['files'] }, catalogue);
    const asked = { method: 'GET', path: '/me/messages', repeat: 'safe' } as const;
    const nameless = { tool: 'other', kind: 'read' } as const;
    expect(policy.dispatch(callerWith(), nameless, asked)).toMatchObject({
      effect: 'refuse',
      rule: 'toolsets',
    });
  });
});

describe('ENABLED_TOOLS', () => {
  const only = (...enabledTools: string[]) => createPolicy({ ...open, enabledTools }, catalogue);

  it('lets tools of other areas reach an area that has an enabled tool', () => {
    const policy = only(
      'graph_get',
      'list_mail_folders',
      'list_events',
      'search_events',
      'get_event',
      'get_attachment',
    );
    expect(verdict(policy, 'graph_get', '/me/mailFolders')).toBe('allowed');
    expect(verdict(policy, 'graph_get', '/me/outlook/masterCategories')).toBe('allowed');
    expect(verdict(policy, 'graph_get', '/me/events')).toBe('allowed');
    expect(verdict(policy, 'get_attachment', '/me/messages/x/attachments/y')).toBe('allowed');
  });

  it("keeps tools of other areas from sending a disabled tool's requests", () => {
    const policy = only('graph_get', 'list_mail_folders', 'get_file');
    expect(verdict(policy, 'graph_get', '/me/messages/x')).toBe('enabled-tools');
    expect(verdict(policy, 'graph_get', '/users/x/mailFolders/inbox/messages')).toBe('enabled-tools');
    expect(verdict(policy, 'graph_get', '/me/drive/items/x')).toBe('enabled-tools');
    expect(verdict(policy, 'graph_get', "/users('x')/mailFolders('inbox')/messages('y')")).toBe(
      'enabled-tools',
    );
    expect(verdict(policy, 'graph_get', "/drives('x')/items('y')/content")).toBe('enabled-tools');
    expect(verdict(policy, 'get_file', '/me/drive/items/x')).toBe('allowed');
  });

  it('lets a tool send its own request for data of another area, even if a disabled tool sends the same request', () => {
    const policy = only('list_recent_files', 'list_files');
    const body = { requests: [{ entityTypes: ['driveItem'] }] };
    const request = { method: 'POST', path: '/search/query', body };
    expect(verdict(policy, 'list_recent_files', request)).toBe('allowed');
    expect(verdict(only('list_recent_files'), 'list_recent_files', request)).toBe('enabled-tools');
    expect(verdict(only('graph_get', 'list_recent_files', 'list_files'), 'graph_get', request)).toBe(
      'enabled-tools',
    );
  });
});

describe('a block on a tool', () => {
  const blocking = (tool: string) =>
    withBlocks(createPolicy(open, catalogue), {
      blocked: () => (_kind, name) => (name === tool ? Infinity : undefined),
      now: () => 0,
      tools: catalogue,
    });

  it.each([
    ['get_message', '/me/messages/x'],
    ['get_message', "/users('x')/messages('y')"],
    ['list_contacts', "/users(userPrincipalName='x')/contacts"],
    ['list_group_members', "/groups(uniqueName='x')/members"],
    ['get_message', '/ME/Messages/x/$value'],
    ['get_message', '/me/mailFolders/inbox/childFolders/x/messages/y'],
    ['get_message', '/me/messages'],
    ['list_messages', '/me/mailFolders/inbox/messages/delta'],
    ['list_messages', '/me/messages'],
    ['get_attachment', '/me/messages/x/attachments'],
    ['get_attachment', '/me/mailFolders/inbox/messages/x/attachments/y/$value'],
    ['list_events', '/me/calendarView'],
    ['list_events', '/me/calendars/x/events'],
    ['list_events', '/me/events/x'],
    ['get_file', '/me/drive/root:/Plans/Q3.docx'],
    ['get_file', '/drives/x/items/y/content'],
    ['get_file', '/shares/x/driveItem'],
    ['get_file', '/sites/x/drive/root/children'],
    ['list_files', '/me/drive/root/children'],
    ['list_files', '/me/drive/recent'],
    ['list_files', "/drives/x/root/search(q='y')"],
    ['read_file_content', '/me/drive/root:/Plans/Q3.docx:/content'],
    ['read_file_content', '/groups/x/drive/items/y/content'],
    ['get_me', '/me'],
    ['get_me', '/users/x'],
    ['graph_get', '/me/manager'],
  ])('cannot be bypassed through graph_get: %s, %s', (tool, path) => {
    expect(verdict(blocking(tool), 'graph_get', path)).toBe('blocked-tool');
  });

  it.each(
    catalogue
      .filter(({ operation }) => /^[A-Z]+ \/.*\{|^[A-Z]+ \/me\//.test(operation))
      .map(({ name }) => name),
  )('cannot be bypassed with ids in parentheses: %s', (name) => {
    const { operation = '' } = catalogue.find((tool) => tool.name === name) ?? {};
    const [method = '', template = ''] = operation.split(' ');
    const path = template.replace(/^\/me(?=\/)/, '/users/{id}');
    const keys = ["('x')", "('x=')", "(id='x')", "(ID='x=')"];
    const forms = [path, ...keys.map((key) => path.replaceAll(/\/\{[^}]*\}/g, key))];
    const verdicts = forms.map((form) =>
      verdict(blocking(name), 'graph_write', { method, path: form.replaceAll(/\{[^}]*\}/g, 'x') }),
    );
    expect(verdicts).toEqual(forms.map(() => 'blocked-tool'));
  });

  it.each([
    ['get_attachment', '/me/messages/x'],
    ['list_messages', '/me/mailFolders'],
    ['get_message', '/me/events'],
    ['get_file', '/me/drive'],
    ['read_file_content', '/me/drive/items/x'],
    ['get_me', '/me/manager'],
    ['list_files', '/me/drive/items/x'],
    ['send_mail', '/me/messages'],
  ])('does not affect other requests from graph_get: %s, %s', (tool, path) => {
    expect(verdict(blocking(tool), 'graph_get', path)).toBe('allowed');
  });

  it('cannot be bypassed by expanding the data in another request', () => {
    const query = { $expand: 'attachments' };
    expect(verdict(blocking('get_attachment'), 'graph_get', { path: '/me/messages/x', query })).toBe(
      'blocked-tool',
    );
    expect(verdict(blocking('get_attachment'), 'graph_get', { path: '/me/messages', query })).toBe(
      'blocked-tool',
    );
  });

  it('cannot be bypassed by expanding all relations of another request', () => {
    const query = { $expand: '*' };
    const item = { path: '/me/drive/items/x', query };
    expect(verdict(blocking('list_files'), 'graph_get', item)).toBe('blocked-tool');
    expect(verdict(blocking('get_attachment'), 'graph_get', { path: '/me/messages', query })).toBe(
      'blocked-tool',
    );
    expect(verdict(blocking('get_attachment'), 'graph_get', item)).toBe('allowed');
  });

  it('cannot be bypassed by selecting settings as a property of a user', () => {
    const query = { $select: 'displayName,mailboxSettings' };
    for (const path of ['/me', '/users/x'])
      expect(verdict(blocking('get_mailbox_settings'), 'graph_get', { path, query })).toBe('blocked-tool');
    expect(
      verdict(blocking('get_mailbox_settings'), 'graph_get', {
        path: '/me',
        query: { $select: 'displayName' },
      }),
    ).toBe('allowed');
  });

  it('cannot be bypassed through upload_file or get_changes', () => {
    const path = '/me/messages/x/attachments/y/$value';
    expect(verdict(blocking('get_attachment'), 'upload_file', path)).toBe('blocked-tool');
    expect(verdict(blocking('list_messages'), 'get_changes', '/me/mailFolders/inbox/messages/delta')).toBe(
      'blocked-tool',
    );
    expect(verdict(blocking('get_attachment'), 'upload_file', '/me/drive/items/x')).toBe('allowed');
  });

  it('does not affect other tools in the area or supporting reads', () => {
    expect(verdict(blocking('get_download_link'), 'get_file', '/me/drive/items/x')).toBe('allowed');
    expect(verdict(blocking('get_me'), 'get_auth_status', '/me')).toBe('allowed');
  });
});
