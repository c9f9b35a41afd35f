import { describe, expect, it } from 'vitest';

import { destinationOf, hasKnownWorkload } from '../../../src/graph/limits/workload.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

it.each([
  ['/me/messages/AAMk', 'outlook', 'me-id'],
  ['/me/mailFolders/inbox/messages', 'outlook', 'me-id'],
  ['/me/sendMail', 'outlook', 'me-id'],
  ['/users/me-id/events', 'outlook', 'me-id'],
  ['/users/team@contoso.example/calendarView', 'outlook', 'team@contoso.example'],
  ['/users/Team@Contoso.example/messages', 'outlook', 'team@contoso.example'],
  ["/users('team@contoso.example')/messages", 'outlook', 'team@contoso.example'],
  ['/groups/g-1/threads', 'outlook', 'g-1'],
  ['/me/drive/root/children', 'files', 'me-id'],
  ['/users/other/drive', 'files', 'me-id'],
  ['/sites/root', 'files', 'me-id'],
  ['/drives/d-1/items/i-1', 'files', 'me-id'],
  ["/drives('d-1')/root", 'files', 'me-id'],
  ['/chats', 'teams', 'me-id'],
  ['/me/joinedTeams', 'teams', 'me-id'],
  ['/me/onenote/pages', 'onenote', 'me-id'],
  ['/planner/tasks/t-1', 'planner', 'me-id'],
  ['/search/query', 'search', 'me-id'],
  ['/$batch', 'batch', 'me-id'],
  ['/me', 'directory', 'me-id'],
  ['/users', 'directory', 'me-id'],
  ['/users/other/manager', 'directory', 'me-id'],
])('%s belongs to the %s workload and the owner %s', (path, workload, owner) => {
  expect(destinationOf({ path }, 'me-id')).toEqual({ workload, owner });
});

it('a path without a known segment belongs to the directory workload', () => {
  expect(destinationOf({ path: '/reports/usage' }, 'me-id')).toEqual({
    workload: 'directory',
    owner: 'me-id',
  });
});

describe('hasKnownWorkload', () => {
  const operations = [...new Set(catalogue.map(({ operation }) => operation))].filter((operation) =>
    operation.includes(' '),
  );

  it.each(operations)('returns true for %s, which a tool requests', (operation) => {
    expect(hasKnownWorkload(operation.replace(/^\w+ /, ''))).toBe(true);
  });

  it.each(['/me', '/users/u-1', '/users/u-1/manager', '/groups', '/organization', "/users('u-1')/messages"])(
    'returns true for %s',
    (path) => expect(hasKnownWorkload(path)).toBe(true),
  );

  it.each(['/reports/usage', '/me/usage', '/users/u-1/usage'])('returns false for %s', (path) => {
    expect(hasKnownWorkload(path)).toBe(false);
  });
});
