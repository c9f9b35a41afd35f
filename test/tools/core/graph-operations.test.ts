import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
let onlyMail: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  onlyMail = await openDemoTenant({ policy: policyWith({ toolsets: ['core', 'mail'] }) });
});
afterAll(async () => {
  await tenant.close();
  await onlyMail.close();
});

const find = async (given: object) => (await tenant.call('ana.silva', 'graph_search_operations', given)).text;
const describeOperation = async (operation: string, at = tenant) =>
  (await at.call('ana.silva', 'graph_describe_operation', { operation })).text;

describe('graph_search_operations', () => {
  it('lists a matching curated tool first', async () => {
    const [, first] = (await find({ query: 'send an email' })).split('\n');
    expect(first).toMatch(/^tool send_mail: /);
  });

  it('finds an operation that no tool covers', async () => {
    expect(await find({ query: 'wipe a stolen phone' })).toContain(
      'POST /deviceManagement/managedDevices/{managedDevice-id}/wipe',
    );
  });

  it.each(['wipe a stolen phone', 'security alerts', 'change a setting of a user', 'report about usage'])(
    'returns at most 400 tokens and 10 rows for %j',
    async (query) => {
      const text = await find({ query });
      expect(encode(text).length).toBeLessThanOrEqual(400);
      expect(text.split('\n').length).toBeLessThanOrEqual(11);
    },
  );

  it('returns only operations with the given method and area', async () => {
    const rows = (await find({ query: 'events of a calendar', method: 'DELETE', area: 'calendar' }))
      .split('\n')
      .slice(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/^DELETE |^tool (?:delete|cancel)_event/);
  });

  it('leaves out operations that policy refuses, and says why', async () => {
    const found = async (query: string, at: DemoTenant) =>
      (await at.call('ana.silva', 'graph_search_operations', { query })).text;
    const text = await found('create an event', onlyMail);
    expect(text).not.toMatch(/^POST /m);
    expect(text).toMatch(
      /^Left out: \d+ operations, such as POST \/\S+: Your organisation has not enabled the toolset calendar\. The operator/,
    );
    const messages = await found('rename a mail folder', onlyMail);
    expect(messages).toContain('PATCH /users/{user-id}/mailFolders/{mailFolder-id}');
    expect(await found('create an event', tenant)).not.toContain('Left out');
  });

  it.each([
    '/users/{id}/memberOf/',
    'get /users/{id}/memberOf',
    '/v1.0/users/{id}/memberOf',
    'GET https://graph.microsoft.com/v1.0/users/{id}/memberOf',
  ])('finds the operation that the question names: %s', async (query) => {
    const [, first] = (await find({ query })).split('\n');
    expect(first).toBe('GET /users/{user-id}/memberOf');
  });

  it('finds only reads on a read-only connection', async () => {
    const readOnly = await openDemoTenant({ policy: policyWith({ readOnly: true }) });
    const { text } = await readOnly.call('ana.silva', 'graph_search_operations', {
      query: 'wipe a stolen phone',
    });
    expect(text).not.toMatch(/^(?:POST|PATCH|PUT|DELETE) /m);
    expect(text).toMatch(/Left out: .*: This connection is read-only\. /);
    await readOnly.close();
  });

  it('reports that nothing matches, and lists the areas if the given area does not exist', async () => {
    expect(await find({ query: 'zzqx' })).toMatch(/^Nothing matches/);
    expect(await find({ query: 'Wer ist mein Chef?' })).toMatch(/^Nothing matches.*in English/);
    expect(await find({ query: 'mail', area: 'Mail' })).toBe(await find({ query: 'mail', area: 'mail' }));
    await expect(find({ query: 'mail', area: 'post' })).rejects.toThrow(/no area post.*mail, calendar/);
  });
});

describe('graph_describe_operation', () => {
  it('shows parameters, body, permission, policy and an example', async () => {
    const text = await describeOperation('PATCH /me/messages/{id}');
    expect(text).toContain('for yourself: /me/messages/{message-id}');
    expect(text).toMatch(/Body message: .*importance low\|normal\|high/);
    expect(text).not.toMatch(/Body message: .*changeKey/);
    expect(text).toContain('Permission: Mail.ReadWrite, which you have');
    expect(text).toContain('Policy: allowed');
    expect(text).toContain(
      'Example: graph_write {"method":"PATCH","path":"/me/messages/{message-id}","body":{}}',
    );
    expect(text).toContain(
      'Documentation (derived from the name; may not exist): https://learn.microsoft.com/graph/api/resources/message',
    );
  });

  it.each([
    ['PATCH /users/{id}', /^Body user: .*passwordProfile passwordProfile.*usageLocation string/m],
    ['GET /users/{id}', /^Returns user: .*signInActivity.*userPrincipalName/m],
    ['PATCH /groups/{id}', /^Body group: .*visibility string/m],
    ['GET /applications', /^Returns application\[\]: .*requiredResourceAccess/m],
    ['GET /deviceManagement/managedDevices', /^Returns managedDevice\[\]: .*wiFiMacAddress/m],
  ])('shows every property for %s', async (operation, properties) => {
    const text = await describeOperation(operation);
    expect(text).toMatch(properties);
    expect(text).not.toMatch(/ and \d+ more/);
  });

  it.each(['list_messages', 'tool send_mail', 'List_Users'])(
    'explains that %s is a tool and not an operation',
    async (name) => {
      await expect(describeOperation(name)).rejects.toThrow(/ is a tool, not a Graph operation\. Call it/);
    },
  );

  it.each(['POST /groups/{id}/owners/$ref', 'PUT /users/{id}/manager/$ref'])(
    'shows the only property of a reference: %s',
    async (operation) => {
      const text = await describeOperation(operation);
      expect(text).toMatch(/^Body Reference\w+: @odata\.id string$/m);
      expect(text).toMatch(
        /^Example: .*"body":\{"@odata\.id":"http[^"]+\/v1\.0\/directoryObjects\/\{id\}"\}/m,
      );
    },
  );

  it('names the permission that is missing', async () => {
    const text = await tenant.granting('ana.silva', ['User.Read'], () =>
      describeOperation('GET /me/messages'),
    );
    expect(text).toContain('Permission: Mail.ReadBasic, which is missing');
  });

  it('states that a permission is unknown', async () => {
    expect(await describeOperation('POST /subscriptions')).toContain('Permission: unknown');
  });

  it('shows $skip only where Graph supports it', async () => {
    expect(await describeOperation('GET /groups')).not.toContain('$skip');
    expect(await describeOperation('GET /me/memberOf')).not.toContain('$skip');
    expect(await describeOperation('GET /me/messages')).toContain('$skip');
  });

  it('explains why policy refuses an operation', async () => {
    expect(await describeOperation('GET /me/events', onlyMail)).toMatch(
      /Policy: .*has not enabled the toolset calendar/,
    );
    expect(await describeOperation('GET /me/messages', onlyMail)).toContain('Policy: allowed');
  });

  it('names the curated tool for the same operation', async () => {
    expect(await describeOperation('GET /me/messages')).toMatch(/Easier with a tool: .*search_messages/);
  });

  it('accepts a concrete path without a method', async () => {
    expect(await describeOperation('/users/ana.silva@contoso.example/manager')).toMatch(
      /^GET \/users\/\{user-id\}\/manager/,
    );
  });

  it.each([
    ['/me/sendMail', 'POST /users/{user-id}/sendMail'],
    ['/me/calendar/getSchedule', 'POST /users/{user-id}/calendar/getSchedule'],
    ['/me/messages', 'GET /users/{user-id}/messages'],
  ])('uses the only method, or GET, for a path without a method: %s', async (path, found) => {
    expect((await describeOperation(path)).split(' (')[0]).toBe(found);
  });

  it('shows text as the example of a body if the body is the content of a file', async () => {
    const text = await describeOperation('PUT /me/drive/items/{id}/content');
    expect(text).toMatch(/^Example: graph_write .*"body":"text"\}$/m);
  });

  it('suggests similar operations if the operation does not exist', async () => {
    await expect(describeOperation('GET /me/mesages')).rejects.toThrow(/no such GET operation/);
    await expect(describeOperation('DELETE /deviceManagement/managedDevice')).rejects.toThrow(
      /Similar: .*managedDevices/,
    );
  });

  it.each(['GET https://evil.example/v1.0/me', 'GET //evil.example', 'POST /$batch', 'GET /me/../users'])(
    'refuses %s',
    async (operation) => {
      await expect(describeOperation(operation)).rejects.toThrow();
    },
  );
});

describe('graph_describe_operation for an unknown operation', () => {
  it.each(['POST', 'PATCH', 'DELETE'])('suggests operations with the method %s', async (method) => {
    const failed = describeOperation(`${method} /users/{id}/sendMails`);
    await expect(failed).rejects.toThrow(
      new RegExp(`Similar: ${method} /[^.;]+(?:; ${method} /[^.;]+){0,2}\\. `),
    );
  });

  it('names the methods that the path accepts', async () => {
    await expect(describeOperation('POST /me/messages/{id}')).rejects.toThrow(
      'has no such POST operation. The path accepts GET, PATCH, DELETE. Similar: POST /',
    );
  });
});

describe('a task that no curated tool covers', () => {
  it('takes at most 2,500 tokens from the search to the name of the missing permission', async () => {
    const search = await find({ query: 'which laptops are managed' });
    const operation = /GET \/deviceManagement\/managedDevices$/m.exec(search)?.[0] ?? '';
    const described = await describeOperation(operation);
    expect(described).toContain('DeviceManagementManagedDevices.Read.All');
    expect(encode(search + described).length).toBeLessThanOrEqual(2_500);
  });
});

describe('graph_batch', () => {
  const batch = async (paths: readonly string[], at = tenant) =>
    (await at.call('ana.silva', 'graph_batch', { paths })).text;

  it('returns the results of several reads in order, each with its own error', async () => {
    const text = await batch(['/me?$select=displayName', '/me/messages/none', '/me/calendars?$select=name']);
    expect(text).toMatch(/^3 responses\. 1 failed\./);
    expect(text).toMatch(/1\. \/me\?.*\n.*Ana Silva[\s\S]*2\. \/me\/messages\/none\nFailed: [\s\S]*3\. /);
  });

  it('reports every error, with the path of each read, if all reads fail', async () => {
    const paths = ['/users/nobody@contoso.example', '/auditLogs/signIns?$top=1', '/me/messages/none'];
    await expect(batch(paths)).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(
        /^All 3 requests failed\.\n1\. \/users\/nobody@contoso\.example: Microsoft Graph did not find .*\n2\. \/auditLogs\/signIns\?\$top=1: .* role.*\n3\. \/me\/messages\/none: .* id/,
      ),
    });
  });

  it('reports only once an error that all reads share', async () => {
    tenant.graph.control.fault({ kind: 'status', path: '/$batch', status: 403, code: 'accessDenied' });
    const error = await batch(['/me', '/me/manager']).catch((thrown: unknown) => thrown);
    tenant.graph.control.reset();
    expect(String(error)).not.toContain('requests failed');
    await expect(batch(['/users/nobody@contoso.example'])).rejects.toThrow(/^Microsoft Graph did not find/);
  });

  it('names the missing permission that makes every read fail', async () => {
    await tenant.granting('ana.silva', ['User.Read'], async () => {
      await tenant.enforcing('ana.silva', ['User.Read'], async () => {
        await expect(batch(['/me/messages'])).rejects.toThrow(/The permission Mail\.\w+ was not granted/);
      });
    });
  });

  it('states how to get more rows', async () => {
    expect(await batch(['/me/messages?$top=1&$select=subject'])).toContain('there are more');
  });

  it('sends at most four requests for a mailbox at a time', async () => {
    const paths = Array.from({ length: 9 }, () => '/me/messages?$top=1&$select=subject');
    const before = tenant.graph.log.filter(({ path }) => path.endsWith('/$batch')).length;
    expect(await batch(paths)).toMatch(/^9 responses\./);
    const after = tenant.graph.log.filter(({ path }) => path.endsWith('/$batch')).length;
    expect(after - before).toBe(3);
  });

  it.each([
    ['words in the directory', '/users?$search=ana&$select=displayName', 'Ana Silva'],
    ['quoted clauses in mail', '/me/messages?$search="from:emil" AND "renewal"&$top=1', 'renewal'],
    ['a file in a folder', '/me/drive/root:/Budget:?$search=costs&$select=name', 'Launch costs.xlsx'],
  ])('sends a search for %s in the form that Graph needs, as graph_get does', async (_what, path, found) => {
    expect(await batch([path])).toContain(found);
  });

  it('applies policy to each part before it sends anything', async () => {
    const before = onlyMail.graph.log.length;
    await expect(batch(['/me/messages?$top=1', '/me/events?$top=1'], onlyMail)).rejects.toThrow(/calendar/);
    expect(onlyMail.graph.log.length).toBe(before);
    expect(await batch(['/me/messages?$top=1&$select=subject'], onlyMail)).toMatch(/^1 response\./);
  });

  it.each([
    [['/$batch']],
    [['/me', '/beta/me']],
    [['https://evil.example/v1.0/me']],
    [['/me/%2e%2e/users']],
    [Array.from({ length: 21 }, () => '/me')],
  ])('refuses the paths %j', async (paths) => {
    const before = tenant.graph.log.length;
    await expect(batch(paths)).rejects.toThrow();
    expect(tenant.graph.log.length).toBe(before);
  });
});
