import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { createOperationIndex } from '../../../src/graph/operations/operation-index.ts';
import { createScopeOfRequest } from '../../../src/graph/operations/scopes/scopes-of-request.ts';

const scopeOf = createScopeOfRequest();

describe('the least privileged permission', () => {
  it.each([
    ['GET', '/me', 'User.Read'],
    ['GET', '/me/messages', 'Mail.ReadBasic'],
    ['GET', "/users(userPrincipalName='ana')/messages", 'Mail.ReadBasic'],
    ['GET', '/users/ana@contoso.example/messages/1/attachments', 'Mail.Read'],
    ['POST', '/me/sendMail', 'Mail.Send'],
    ['POST', '/me/messages/1/reply', 'Mail.Send'],
    ['DELETE', '/me/messages/1', 'Mail.ReadWrite'],
    ['POST', '/me/calendar/getSchedule', 'Calendars.ReadBasic'],
    [
      'POST',
      '/deviceManagement/managedDevices/1/wipe',
      'DeviceManagementManagedDevices.PrivilegedOperations.All',
    ],
    ['GET', '/me/drive/root:/Plan.xlsx:/workbook/worksheets', 'Files.ReadWrite'],
    ['GET', '/ME/Messages', 'Mail.ReadBasic'],
    ['POST', '/copilot/retrieval', 'Files.Read.All'],
    ['GET', "/users('ana@contoso.example')/messages('1')/attachments", 'Mail.Read'],
    ['GET', '/sites/contoso.sharepoint.com:/sites/harbor:/termStore', 'TermStore.Read.All'],
    ['POST', '/security/runHuntingQuery', 'ThreatHunting.Read.All'],
    ['POST', '/security/microsoft.graph.security.runHuntingQuery', 'ThreatHunting.Read.All'],
  ])('for %s %s is %s', (method, path, scope) => {
    expect(scopeOf({ method, path })).toBe(scope);
  });

  it.each([
    ['a path without a rule', { method: 'GET', path: '/nothing' }],
    ['an operation without its own permission', { method: 'POST', path: '/subscriptions' }],
    ['beta', { method: 'GET', path: '/me', version: 'beta' as const }],
  ])('is unknown for %s', (_what, request) => {
    expect(scopeOf(request)).toBeUndefined();
  });
});

/**
 * Microsoft's own list of permissions. The list is not in the repository. Columns: method, path, least privileged
 * permissions, other permissions.
 */
const list = process.env['GRAPH_PERMISSIONS_FILE'] ?? '';

describe.skipIf(list === '')('the permissions that the index names', () => {
  it("are sufficient for 95 % and minimal for 80 % of the operations that Microsoft's list also covers", () => {
    const index = createOperationIndex()();
    const known = new Map<string, { readonly isSufficient: boolean; readonly isLeast: boolean }>();
    for (const line of readFileSync(list, 'utf8').split('\n')) {
      const [method = '', template = '', least = '', others = ''] = line.split('\t');
      if (!template.startsWith('/') || least + others === '') continue;
      const path = template.replaceAll(/\{[^}]*\}/g, 'x1');
      const operation = index.find(method, path);
      const scope = scopeOf({ method, path });
      if (operation === undefined || scope === undefined) continue;
      const name = `${method} ${operation.path}`;
      if (known.has(name)) continue;
      const isLeast = least.split(',').includes(scope);
      known.set(name, { isLeast, isSufficient: isLeast || others.split(',').includes(scope) });
    }
    const all = [...known.values()];
    expect(all.length).toBeGreaterThan(3_000);
    expect(all.filter(({ isSufficient }) => isSufficient).length / all.length).toBeGreaterThanOrEqual(0.95);
    expect(all.filter(({ isLeast }) => isLeast).length / all.length).toBeGreaterThanOrEqual(0.8);
  });
});
