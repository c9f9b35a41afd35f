import * as z from 'zod';
import { userOf, usersOf } from '../../../tenant/directory.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { entityType } from '../../odata/entity-type.ts';
import { mailbox, needs, type Route, route } from '../../router.ts';
import { plainCollection } from '../plain-collection.ts';

const readSettings = { ...needs('MailboxSettings.Read MailboxSettings.ReadWrite'), delegated: true };
const writeSettings = { ...needs('MailboxSettings.ReadWrite'), delegated: true };

const settingsInput = z.looseObject({
  timeZone: z.string().optional(),
  automaticRepliesSetting: z
    .looseObject({ status: z.enum(['disabled', 'alwaysEnabled', 'scheduled']).optional() })
    .optional(),
  workingHours: z.looseObject({}).optional(),
});

function updateSettings(call: Call): Reply {
  const user = userOf(call.tenant, call.param('user'));
  const input = readBody(call, settingsInput);
  if (input.timeZone !== undefined && !call.tenant.zone(input.timeZone))
    throw badRequest('The time zone is not supported.', 'TimeZoneNotSupportedException');
  const replies = { ...user.$settings.automaticRepliesSetting, ...input.automaticRepliesSetting };
  const $settings = {
    ...user.$settings,
    ...input,
    automaticRepliesSetting: replies,
  } as typeof user.$settings;
  return ok(usersOf(call.tenant).change(user, { $settings }).$settings);
}

function mailTips(call: Call): Reply {
  const { EmailAddresses } = readBody(
    call,
    z.object({ EmailAddresses: z.array(z.string()).max(100), MailTipsOptions: z.string() }),
  );
  const value = EmailAddresses.map((address) => {
    const oid = call.tenant.userId(address);
    const replies =
      oid === undefined ? undefined : userOf(call.tenant, oid).$settings.automaticRepliesSetting;
    const away = replies !== undefined && replies.status !== 'disabled';
    return {
      emailAddress: { name: '', address },
      automaticReplies: { message: away ? replies.internalReplyMessage : '' },
      mailboxFull: false,
      externalMemberCount: oid === undefined ? 1 : 0,
      deliveryRestricted: false,
      recipientScope: oid === undefined ? 'external' : 'internal',
    };
  });
  return ok({ value });
}

const ruleInput = z.looseObject({
  displayName: z.string().min(1).optional(),
  sequence: z.number().int().optional(),
  isEnabled: z.boolean().optional(),
  conditions: z.looseObject({}).optional(),
  actions: z.looseObject({}).optional(),
});

/** Routes for mailbox settings, inbox rules and mail tips. */
export const settingRoutes: readonly Route[] = [
  route('GET /users/{user}/mailboxSettings', readSettings, (call) =>
    ok(userOf(call.tenant, call.param('user')).$settings),
  ),
  route('PATCH /users/{user}/mailboxSettings', writeSettings, updateSettings),
  route('POST /users/{user}/getMailTips', mailbox('Mail.Read Mail.ReadWrite'), mailTips),
  ...plainCollection('/users/{user}/mailFolders/{folder}/messageRules', {
    type: entityType('messageRule'),
    read: readSettings,
    write: writeSettings,
    input: ruleInput,
    defaults: () => ({ sequence: 1, isEnabled: true, hasError: false, isReadOnly: false }),
  }),
];
