import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalSegments } from '../../../../src/standins/graph/canonical-path.ts';
import { createRouter } from '../../../../src/standins/graph/router.ts';
import { routes } from '../../../../src/standins/graph/routes/all-routes.ts';
import { oid, startWorld, type World } from '../graph-world.ts';

/** The Graph operations that the tools use, except those on workbooks, because the demo tenant has no workbooks. */
const operations = [
  'DELETE /drives/{id}/items/{id}',
  'DELETE /groups/{id}/members/{id}/$ref',
  'DELETE /me/contacts/{id}',
  'DELETE /me/events/{id}',
  'DELETE /me/messages/{id}',
  'DELETE /me/todo/lists/{id}/tasks/{id}',
  'DELETE /sites/{id}/lists/{id}/items/{id}',
  'GET /applications',
  'GET /auditLogs/directoryAudits',
  'GET /auditLogs/signIns',
  'GET /chats/{id}/members',
  'GET /chats/{id}/messages',
  'GET /deviceManagement/managedDevices',
  'GET /directoryRoles',
  'GET /drives/{id}/items/{id}',
  'GET /drives/{id}/items/{id}/children',
  'GET /drives/{id}/items/{id}/content',
  "GET /drives/{id}/items/{id}/search(q='{q}')",
  'GET /drives/{id}/items/{id}/versions',
  'GET /groups',
  'GET /groups/{id}/drive',
  'GET /groups/{id}/members',
  'GET /groups/{id}/planner/plans',
  'GET /identity/conditionalAccess/policies',
  'GET /me',
  'GET /me/calendarView',
  'GET /me/calendars',
  'GET /me/chats',
  'GET /me/contacts',
  'GET /me/drive/root/children',
  'GET /me/drive/root:/a/b:/children',
  'GET /me/drives',
  'GET /me/events',
  'GET /me/events/{id}',
  'GET /me/joinedTeams',
  'GET /me/mailFolders',
  'GET /me/mailFolders/{id}/messageRules',
  'GET /me/mailFolders/{id}/messages',
  'GET /me/mailboxSettings',
  'GET /me/memberOf',
  'GET /me/messages',
  'GET /me/messages/{id}',
  'GET /me/messages/{id}/attachments/{id}',
  'GET /me/onenote/notebooks',
  'GET /me/onenote/pages',
  'GET /me/onenote/pages/{id}/content',
  'GET /me/onlineMeetings/{id}/transcripts',
  'GET /me/people',
  'GET /me/planner/tasks',
  'GET /me/todo/lists',
  'GET /me/todo/lists/{id}/tasks',
  'GET /organization',
  'GET /places/microsoft.graph.room',
  'GET /servicePrincipals',
  'GET /sites',
  'GET /sites/{id}',
  'GET /sites/{id}/drive',
  'GET /sites/{id}/lists',
  'GET /sites/{id}/lists/{id}/items',
  'GET /sites/{id}/lists/{id}/columns',
  'GET /sites/{id}/pages',
  'GET /sites/{id}/pages/{id}/microsoft.graph.sitePage',
  'GET /me/followedSites',
  'GET /subscribedSkus',
  'GET /teams/{id}/channels',
  'GET /teams/{id}/channels/{id}/allMembers',
  'GET /teams/{id}/channels/{id}/members',
  'GET /teams/{id}/channels/{id}/messages',
  'GET /teams/{id}/members',
  'GET /users',
  'GET /users/{id}',
  'GET /users/{id}/directReports',
  'GET /users/{id}/manager',
  'GET /users/{id}/messages',
  'GET /users/{id}/photo/$value',
  'GET /users/{id}/presence',
  'PATCH /drives/{id}/items/{id}',
  'PATCH /me/contacts/{id}',
  'PATCH /me/events/{id}',
  'PATCH /me/mailboxSettings',
  'PATCH /me/messages/{id}',
  'PATCH /me/onenote/pages/{id}/content',
  'PATCH /me/todo/lists/{id}/tasks/{id}',
  'PATCH /planner/tasks/{id}',
  'PATCH /sites/{id}/lists/{id}/items/{id}/fields',
  'POST /chats',
  'POST /chats/{id}/messages',
  'POST /communications/getPresencesByUserId',
  'POST /drives/{id}/items/{id}/children',
  'POST /drives/{id}/items/{id}/copy',
  'POST /drives/{id}/items/{id}/createLink',
  'POST /drives/{id}/items/{id}/createUploadSession',
  'POST /drives/{id}/items/{id}/invite',
  'POST /groups/{id}/members/$ref',
  'POST /invitations',
  'POST /me/calendar/getSchedule',
  'POST /me/contacts',
  'POST /me/events',
  'POST /me/events/{id}/accept',
  'POST /me/events/{id}/cancel',
  'POST /me/events/{id}/decline',
  'POST /me/events/{id}/tentativelyAccept',
  'POST /me/findMeetingTimes',
  'POST /me/getMailTips',
  'POST /me/mailFolders',
  'POST /me/mailFolders/{id}/messageRules',
  'POST /me/messages',
  'POST /me/messages/{id}/forward',
  'POST /me/messages/{id}/move',
  'POST /me/messages/{id}/reply',
  'POST /me/messages/{id}/send',
  'POST /me/onenote/sections/{id}/pages',
  'POST /me/onlineMeetings',
  'POST /me/sendMail',
  'POST /me/todo/lists/{id}/tasks',
  'POST /planner/tasks',
  'POST /sites/{id}/lists/{id}/items',
  'POST /teams/{id}/channels',
  'POST /teams/{id}/channels/{id}/messages',
  'POST /users/{id}/assignLicense',
  'POST /users/{id}/presence/setStatusMessage',
  'PUT /drives/{id}/items/{id}/content',
];

describe('the routes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  it.each(operations)('include %s', (operation) => {
    const [method = '', path = ''] = operation.split(/ (.*)/s);
    const { tenant } = world.graph;
    const drive = tenant.driveIdOf(oid('ana.silva'));
    const site = tenant
      .table('/sites')
      .all()
      .find((one) => one.name === 'harbor')?.id;
    const group = tenant
      .table('/groups')
      .all()
      .find((one) => one.displayName === 'Project Harbor')?.id;
    const known: Record<string, string | undefined> = {
      '/drives/': drive,
      '/sites/': site,
      '/groups/': group,
    };
    const named = path.replaceAll(
      /(\/\w+\/)\{id\}/g,
      (_whole, head: string) => `${head}${known[head] ?? 'x'}`,
    );
    const { match, methods } = createRouter(routes)(
      method,
      canonicalSegments(named, tenant, oid('ana.silva')),
    );
    expect({ match: match !== undefined, methods }).toMatchObject({ match: true });
  });
});
