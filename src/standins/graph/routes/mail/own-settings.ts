import * as z from 'zod';
import { userOf, usersOf, type MailboxSettings } from '../../../tenant/directory.ts';
import { momentOf, type Moment } from '../../../tenant/calendar.ts';
import { isGraphZone } from '../../../tenant/zones.ts';
import { instantFrom, momentInput } from '../calendar/event-input.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { type Route, route } from '../../router.ts';
import { readSettings, writeSettings } from './settings-access.ts';

const repliesInput = z.strictObject({
  status: z.enum(['disabled', 'alwaysEnabled', 'scheduled']).optional(),
  externalAudience: z.enum(['none', 'contactsOnly', 'all']).optional(),
  internalReplyMessage: z.string().optional(),
  externalReplyMessage: z.string().optional(),
  scheduledStartDateTime: momentInput.optional(),
  scheduledEndDateTime: momentInput.optional(),
});

const settingsInput = z.strictObject({
  '@odata.context': z.string().optional(),
  timeZone: z.string().optional(),
  automaticRepliesSetting: repliesInput.optional(),
  workingHours: z.looseObject({}).optional(),
  language: z.looseObject({}).optional(),
  dateFormat: z.string().optional(),
  timeFormat: z.string().optional(),
  delegateMeetingMessageDeliveryOptions: z.string().optional(),
});

type Replies = MailboxSettings['automaticRepliesSetting'];

/** Merges the settings in the request into the stored settings. */
function updateSettings(call: Call): Reply {
  const user = userOf(call.tenant, call.param('user'));
  const input = readBody(call, settingsInput);
  if (input.timeZone !== undefined && !(call.tenant.zone(input.timeZone) && isGraphZone(input.timeZone)))
    throw badRequest('The time zone is not supported.', 'TimeZoneNotSupportedException');
  const replies = { ...user.$settings.automaticRepliesSetting, ...input.automaticRepliesSetting } as Replies;
  if (input.automaticRepliesSetting) checkPeriod(call, replies);
  const $settings = {
    ...user.$settings,
    ...input,
    automaticRepliesSetting: replies,
  } as typeof user.$settings;
  return ok(settingsOf(call, usersOf(call.tenant).change(user, { $settings }).$settings));
}

function checkPeriod(call: Call, replies: Replies): void {
  if (replies.status !== 'scheduled') return;
  const [start, end] = periodOf(call, replies);
  if (end <= start || end <= call.tenant.now().getTime())
    throw badRequest(
      'The specified time window for the automatic reply is not valid.',
      'ErrorInvalidScheduledOofDuration',
    );
}

function periodOf(call: Call, replies: Replies): readonly [start: number, end: number] {
  const at = (moment: unknown) => instantFrom(call, momentInput.parse(moment));
  return [at(replies.scheduledStartDateTime), at(replies.scheduledEndDateTime)];
}

/**
 * Returns the scheduled period of automatic replies in UTC. Graph also returns UTC, whatever time zone the period was
 * set in.
 */
export function scheduleInUtc(call: Call, replies: Replies): readonly [start: Moment, end: Moment] {
  const [start, end] = periodOf(call, replies);
  return [momentOf(start), momentOf(end)];
}

/** Returns whether automatic replies are currently sent. */
export function isAway(call: Call, replies: Replies): boolean {
  if (replies.status !== 'scheduled') return replies.status === 'alwaysEnabled';
  const [start, end] = periodOf(call, replies);
  const now = call.tenant.now().getTime();
  return start <= now && now < end;
}

/** Routes for mailbox settings. */
export const settingRoutes: readonly Route[] = [
  route('GET /users/{user}/mailboxSettings', readSettings, (call) =>
    ok(settingsOf(call, userOf(call.tenant, call.param('user')).$settings)),
  ),
  route('PATCH /users/{user}/mailboxSettings', writeSettings, updateSettings),
];

function settingsOf(call: Call, settings: MailboxSettings): Readonly<Record<string, unknown>> {
  const names = call.query.get('$select')?.split(',');
  const replies = settings.automaticRepliesSetting;
  const [scheduledStartDateTime, scheduledEndDateTime] = scheduleInUtc(call, replies);
  const shown = {
    ...settings,
    automaticRepliesSetting: { ...replies, scheduledStartDateTime, scheduledEndDateTime },
  };
  return names === undefined
    ? shown
    : Object.fromEntries(Object.entries(shown).filter(([name]) => names.includes(name)));
}
