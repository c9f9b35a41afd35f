import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const effects = (path: string, body?: unknown) => effectsOf({ method: 'POST', path, body });

describe('an action that cannot be undone or that ends something', () => {
  it.each([
    '/domains/fabrikam.example/forceDelete',
    '/solutions/backupRestore/protectionUnits/1/offboard',
    '/security/cases/ediscoveryCases/1/custodians/2/microsoft.graph.security.release',
    '/deviceManagement/managedDevices/1/logoutSharedAppleDeviceActiveUser',
    '/deviceManagement/remoteAssistancePartners/1/disconnect',
    '/storage/fileStorage/containers/1/lock',
    '/print/printers/1/jobs/2/abort',
    '/identityGovernance/accessReviews/definitions/1/instances/2/applyDecisions',
    '/identityGovernance/lifecycleWorkflows/workflows/1/microsoft.graph.identityGovernance.activate',
    '/solutions/backupRestore/restoreSessions/1/activate',
  ])('counts as destructive: %s', (path) => {
    expect(effects(path).kind).toBe('destroy');
  });

  it.each([
    '/deviceManagement/managedDevices/1/locateDevice',
    '/deviceManagement/managedDevices/1/syncDevice',
    '/directory/deletedItems/1/restore',
    '/storage/fileStorage/containers/1/unlock',
  ])('is not confused with %s', (path) => {
    expect(effects(path)).toMatchObject({ kind: 'write', outsiders: [] });
  });
});

describe("an action that ends only the user's own state or a filter", () => {
  it.each([
    '/me/presence/clearPresence',
    '/me/presence/clearUserPreferredPresence',
    '/me/events/1/dismissReminder',
    '/teams/1/schedule/timeCards/2/endBreak',
    '/me/solutions/workingTimeSchedule/endWorkingTime',
    '/me/drive/items/1/workbook/tables/2/clearFilters',
    '/groups/1/removeFavorite',
    '/groups/1/resetUnseenCount',
  ])('does not count as destructive: %s', (path) => {
    expect(effects(path).kind).toBe('write');
  });

  it.each([
    '/identityProtection/riskyUsers/dismiss',
    '/deviceManagement/virtualEndpoint/cloudPCs/1/endGracePeriod',
    "/me/drive/items/1/workbook/worksheets/2/range(address='A1')/clear",
  ])('is not confused with %s', (path) => {
    expect(effects(path).kind).toBe('destroy');
  });
});

describe('an action that sends a message', () => {
  it.each([
    ['/users/1/onlineMeetings/2/sendVirtualAppointmentSms', { messageTemplate: 'x' }],
    ['/communications/onlineMeetings/2/sendVirtualAppointmentReminderSms', {}],
    ['/identityGovernance/accessReviews/definitions/1/instances/2/sendReminder', undefined],
    ['/chats/1/messages/replyWithQuote', { messageIds: ['2'], replyMessage: { body: { content: 'x' } } }],
    ['/chats/1/messages/forwardToChat', { messageIds: ['2'], targetChatIds: ['3'] }],
    ['/teams/1/channels/2/messages/3/replies/forwardToChat', { messageIds: ['4'], targetChatIds: ['3'] }],
    ['/me/messages/1/unsubscribe', undefined],
  ])('reaches recipients that the request does not name: %s', (path, body) => {
    expect(effects(path, body)).toMatchObject({
      kind: 'send',
      outsiders: ['recipients that the request does not name'],
    });
  });
});

describe('an action that is named like one that sends a message', () => {
  it.each(['/me/messages/1/createForward', '/groups/1/unsubscribeByMail', '/chats/1/markChatReadForUser'])(
    'sends nothing: %s',
    (path) => {
      expect(effects(path)).toMatchObject({ kind: 'write', outsiders: [] });
    },
  );
});
