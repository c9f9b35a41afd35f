import { describe, expect, it } from 'vitest';

import { createOperationIndex } from '../../src/graph/operations/operation-index.ts';
import { closedRoots, pathAreas } from '../../src/policy/area-words.ts';
import { areaOfPath, areasOfRequest, UNKNOWN } from '../../src/policy/path-area.ts';
import { pathProblem } from '../../src/policy/path-rules.ts';
import { providerNames } from '../../src/config/provider-names.ts';
import { areas } from '../../src/tools/areas.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';

const pathsByArea: Readonly<Record<string, readonly string[]>> = {
  users: [
    '/me',
    '/ME',
    '/users',
    '/users/delta',
    '/users/ana@contoso.example',
    "/users('ana@contoso.example')",
    '/users(userPrincipalName=%27ana%27)',
    '/me/manager',
    '/me/manager/$ref',
    '/users/x/directReports/microsoft.graph.user',
    '/me/photo/$value',
    '/me/photos/240x240/$value',
    '/me/people',
    '/me/extensions/x',
    '/users/x/sponsors/y',
    '/users/messages',
    '/drives/x/items/y/createdByUser',
  ],
  groups: [
    '/groups',
    '/groups/x',
    '/groups/x/acceptedSenders/y/$ref',
    '/groups/x/threads/y/posts/z/extensions/a',
    '/groupSettings/x',
    '/groupLifecyclePolicies/x',
    "/groups('x')/members/$count",
    '/groups/x/members/y',
    '/me/memberOf',
    '/me/transitiveMemberOf/microsoft.graph.group',
    '/groups/x/threads/y/posts/z/attachments',
    '/groups/x/threads/y/reply',
    '/groups/x/conversations/y/threads/z/posts/a/forward',
    '/groups/x/renew',
    '/groups/x/subscribeByMail',
    '/groups/messages',
    '/teams/x/group',
  ],
  directory: [
    '/organization',
    '/directoryObjects/x',
    '/directoryRoles/x/members',
    '/applications/x/owners',
    '/servicePrincipals',
    '/contacts/x',
    '/me/licenseDetails',
    '/me/changePassword',
    '/users/x/revokeSignInSessions',
    '/users/x/reprocessLicenseAssignment',
    '/users/x/scopedRoleMemberOf',
    '/users/x/ownedObjects',
    '/auditLogs/signIns',
    '/security/alerts_v2/x/comments',
    '/security/cases/ediscoveryCases',
    "/reports/getEmailActivityUserDetail(period='D7')",
    '/deviceAppManagement/mobileApps',
    '/identityProtection/riskyUsers',
    '/informationProtection/bitlocker/recoveryKeys',
    '/print/printers/x/jobs',
    '/admin/serviceAnnouncement/messages/x/attachments',
    '/admin/edge/internetExplorerMode/siteLists/x/sites',
    '/solutions/backupRestore/mailboxProtectionUnits',
  ],
  mail: [
    '/me/messages',
    '/Me/MESSAGES',
    '/me/messages/x/$value',
    "/me/messages('x')/attachments('y')/$value",
    '/me/messages/events',
    '/me/messages/x/calendar',
    '/me/mailFolders/inbox/messages/delta',
    "/me/mailFolders('inbox')/childFolders/x/messages",
    '/users/x/messages',
    "/users('x')/messages",
    '/users/x/microsoft.graph.messages',
    '/me/microsoft.graph.sendMail',
    '/me/sendMail',
    '/me/%6Dessages',
    '/me/outlook/masterCategories',
    '/me/mailboxSettings/automaticRepliesSetting',
    '/me/manager/messages',
    '/groups/x/members/y/microsoft.graph.user/messages',
    '/directoryObjects/x/microsoft.graph.user/mailFolders',
    '/drives/x/items/y/lastModifiedByUser/messages',
    '/admin/exchange/mailboxes/x/folders/y/items',
  ],
  calendar: [
    '/me/events',
    '/me/events/x/attachments',
    '/me/calendar/events',
    '/me/calendars/x/calendarView/delta',
    '/groups/x/events',
    '/me/calendarGroups/x/calendars',
    '/me/calendar/getSchedule',
    '/places/microsoft.graph.room',
    '/solutions/bookingBusinesses/x@contoso.example/appointments',
    '/solutions/virtualEvents/webinars',
    '/me/onlineMeetings/x/transcripts',
    '/communications/onlineMeetings/x/transcripts/y/content',
    "/communications/onlineMeetings('x')/recordings",
    '/me/messages/x/microsoft.graph.eventMessage/event',
  ],
  search: ['/search/query', '/external/connections'],
  files: [
    '/me/drive',
    '/me/drive/root/children',
    '/me/drive/root:/Plans/workbook:/content',
    '/me/drive/root:/Plans/workbook',
    '/me/drive/items/workbook',
    '/drives/x/items/y/content',
    '/storage/fileStorage/containers/x/drive',
    '/print/shares/x/jobs/y/documents/z/$value',
    '/drives/listItem/items/y',
    '/shares/x/driveItem/content',
    '/sites/contoso.example:/sites/hr:/drive/root',
    '/sites/x/lists/y/items/z/driveItem',
    '/groups/x/drive/items/y',
    '/teams/x/channels/y/filesFolder',
    "/me/drive/root/search(q='messages')",
    '/me/insights/used',
  ],
  excel: [
    '/me/drive/items/x/workbook/worksheets',
    '/me/drive/root:/Plans/Q3.xlsx:/workbook/tables',
    "/drives/x/items/y/workbook/worksheets/z/range(address='A1')",
  ],
  onenote: ['/me/onenote/pages', '/groups/x/onenote/notebooks', '/sites/x/onenote/pages/y/content'],
  tasks: ['/me/todo/lists/x/tasks', '/planner/tasks/x', '/me/planner/tasks', '/groups/x/planner/plans'],
  contacts: ['/me/contacts', '/me/contactFolders/x/contacts', '/users/x/contacts'],
  teams: [
    '/chats/x/messages',
    '/me/chats',
    '/me/chats/x/messages/y/hostedContents/z/$value',
    '/teams/x/channels/y/messages',
    '/me/joinedTeams',
    '/users/x/presence',
    '/groups/x/team',
  ],
  sharepoint: [
    '/sites/root',
    '/sites/contoso.example:/sites/hr',
    '/sites/x/lists/y/items',
    '/drives/x/items/y/listItem/fields',
    '/sites/drive',
    '/me/followedSites',
  ],
  unknown: [
    '/subscriptions',
    '/copilot/interactionHistory/getAllEnterpriseInteractions',
    '/education/classes',
    '/employeeExperience/communities',
    '/me/foo',
    '/groups/x/foo/messages',
    '/$metadata',
    '/a/messages',
  ],
};

const rows = Object.entries(pathsByArea).flatMap(([area, paths]) =>
  paths.map((path) => [path, area] as const),
);

describe('areaOfPath', () => {
  it.each(rows)('maps %s to the area %s', (path, area) => {
    expect(pathProblem(path)).toBeUndefined();
    expect(areaOfPath(path)).toBe(area);
  });

  it("uses the catalogue's areas", () => {
    expect(['core', ...pathAreas, ...providerNames].toSorted()).toEqual(areas.toSorted());
  });

  it.each(
    catalogue.filter(({ operation }) => operation.includes(' /')).map((tool) => [tool.name, tool] as const),
  )("maps a tool's main request to the tool's area, except for supporting reads: %s", (_name, tool) => {
    const path = tool.operation.split(' ')[1]?.replaceAll(/\{\w+\}/g, 'x') ?? '';
    if (!(tool.supportingReads ?? []).includes(path)) expect(areaOfPath(path)).toBe(tool.area);
  });

  it('returns unknown for exactly the listed parts of Graph', () => {
    const index = createOperationIndex()();
    const open = new Set<string>();
    const closed = new Set<string>();
    for (let number = 0; number < index.size; number += 1) {
      const { path } = index.at(number);
      const root = (path.split('/')[1] ?? '').replace(/\(.*/, '').toLowerCase();
      (areaOfPath(path) === UNKNOWN ? closed : open).add(root);
    }
    expect([...closed].filter((root) => !open.has(root)).toSorted()).toEqual([...closedRoots].toSorted());
  });

  it('returns an area or unknown for every valid path', () => {
    const words = [
      'me',
      'users',
      'drive',
      'root:',
      'items',
      "x('y')",
      '$value',
      'messages',
      'z:',
      '%24ref',
      '(',
      "'",
    ];
    for (const one of words)
      for (const two of words)
        for (const three of words)
          expect(['unknown', ...pathAreas]).toContain(areaOfPath(`/${one}/${two}/${three}`));
  });
});

describe("a request's areas", () => {
  it.each([
    [{ $expand: 'messages' }, '/me', ['users', 'mail']],
    [{ expand: 'Messages($top=1)' }, '/users/x', ['users', 'mail']],
    [{ $EXPAND: 'manager($expand=drive)' }, '/me', ['users', 'files']],
    [{ $expand: 'foo' }, '/me', ['users', 'unknown']],
    [{ $expand: 'listItem($expand=fields)' }, '/me/drive/root/children', ['files', 'sharepoint']],
    [{ $expand: 'drives' }, '/sites/x', ['sharepoint', 'files']],
    [{ $expand: 'createdByUser' }, '/me/drive/root', ['files', 'users']],
    [{ $expand: 'attachments' }, '/me/messages', ['mail']],
    [{ $expand: '*' }, '/me/messages', ['mail', 'calendar']],
    [{ $expand: 'fields,*' }, '/sites/x/lists/y/items', ['sharepoint', 'users', 'files', 'onenote']],
    [{ $expand: '*' }, '/planner/tasks/x', ['tasks']],
    [{ $expand: 'members,lastMessagePreview' }, '/chats', ['teams']],
    [{ $expand: 'manager($select=displayName)' }, '/me', ['users']],
    [{ $select: 'messages', $filter: "displayName eq 'drive'" }, '/me', ['users']],
    [{ $select: 'id,mailboxSettings' }, '/me', ['users', 'mail']],
    [{ SELECT: 'MailboxSettings' }, "/users('x')", ['users', 'mail']],
    [{ $select: 'mailboxSettings' }, '/directoryObjects/x/microsoft.graph.user', ['directory', 'mail']],
    [{ $expand: 'manager($select=mailboxSettings)' }, '/me', ['users', 'mail']],
    [{ $expand: 'manager($select=city,companyName)' }, '/me', ['users']],
    [{ $expand: 'members($select=id,employeeId),owners($select=id;$top=5)' }, '/groups/x', ['groups']],
    [{ $expand: 'manager($select=city;$expand=drive)' }, '/me', ['users', 'files']],
    [{ $expand: 'manager($select=city,x($expand=drive))' }, '/me', ['users', 'unknown', 'files']],
    [{ $expand: 'manager($select=city),messages' }, '/me', ['users', 'mail']],
    [{ $expand: 'manager($select=city,$expand=drive)' }, '/me', ['users', 'unknown', 'files']],
    [{ $select: 'mail,mailNickname' }, '/me', ['users']],
  ])('include the areas of expanded relations and selected settings: %j on %s', (query, path, expected) => {
    expect([...areasOfRequest({ path, query: query as Record<string, string> })]).toEqual(expected);
  });

  it('include "unknown" and every area that a user\'s relations lead to if all relations are expanded', () => {
    const areas = areasOfRequest({ path: '/me', query: { $expand: '*' } });
    for (const area of ['users', 'mail', 'calendar', 'files', 'teams', 'unknown'] as const)
      expect(areas).toContain(area);
  });

  it.each([
    [{ mailboxSettings: { timeZone: 'UTC' } }, '/me', ['users', 'mail']],
    [{ jobTitle: 'Analyst', MailboxSettings: {} }, "/users('x')", ['users', 'mail']],
    [{ jobTitle: 'mailboxSettings' }, '/me', ['users']],
    [undefined, '/me', ['users']],
    ['mailboxSettings', '/me', ['users']],
  ])('include the area of settings in the body: %j on %s', (body, path, expected) => {
    expect([...areasOfRequest({ path, body })]).toEqual(expected);
  });

  it.each([
    [{ requests: [{ entityTypes: ['message', 'driveItem'] }] }, ['search', 'mail', 'files']],
    [
      { requests: [{ entityTypes: ['person'] }, { entityTypes: ['chatMessage'] }] },
      ['search', 'users', 'teams'],
    ],
    [{ requests: [{ entityTypes: ['externalItem'] }] }, ['search']],
    [{ requests: [{ entityTypes: ['other'] }] }, ['search', 'unknown']],
    [{ requests: [{}] }, ['search', 'unknown']],
    [{ requests: [] }, ['search']],
    [{ requests: { entityTypes: ['message'] } }, ['search', 'unknown']],
    [{ Requests: [{ EntityTypes: ['Message'] }] }, ['search', 'mail']],
    [
      {
        requests: [{ entityTypes: ['acronym'], EntityTypes: ['message'] }],
        Requests: [{ entityTypes: ['site'] }],
      },
      ['search', 'mail', 'sharepoint'],
    ],
    [undefined, ['search', 'unknown']],
  ])('include the areas of searched entity types: %j', (body, expected) => {
    expect([...areasOfRequest({ path: '/search/query', body })]).toEqual(expected);
  });
});
