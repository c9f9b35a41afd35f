import { describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';

/** Tools for data that Graph provides only for the signed-in user, or that does not belong to a mailbox. */
const ownOnly = new Set([
  'list_mail_rules',
  'create_mail_rule',
  'delete_mail_rule',
  'get_mailbox_settings',
  'set_automatic_reply',
  'find_meeting_times',
  'get_schedule',
  'list_rooms',
  'create_online_meeting',
  'list_meeting_transcripts',
]);

describe('the mailbox argument', () => {
  it('exists in every mail and calendar tool, except where Graph has no permission for shared mailboxes', () => {
    const tools = catalogue.filter(({ area }) => area === 'mail' || area === 'calendar');
    const without = tools.filter(
      ({ inputSchema }) => !Object.hasOwn(inputSchema.properties ?? {}, 'mailbox'),
    );
    expect(without.map(({ name }) => name).toSorted()).toEqual([...ownOnly].toSorted());
  });

  it('requires permissions for shared mailboxes in every tool that has the argument', () => {
    const tools = catalogue.filter(({ inputSchema }) =>
      Object.hasOwn(inputSchema.properties ?? {}, 'mailbox'),
    );
    const others = tools.filter(
      ({ sharedScopes = [] }) => !sharedScopes.every((one) => one.endsWith('.Shared')),
    );
    expect(tools.filter(({ sharedScopes }) => sharedScopes === undefined).map(({ name }) => name)).toEqual(
      [],
    );
    expect(others.map(({ name }) => name)).toEqual([]);
  });
});
