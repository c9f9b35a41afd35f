import * as z from 'zod';
import { userOf } from '../../../tenant/directory.ts';
import { type Call, ok, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { mailbox, type Route, route } from '../../router.ts';
import { isAway, scheduleInUtc } from './own-settings.ts';

const options: ReadonlySet<string> = new Set([
  'automaticReplies',
  'mailboxFullStatus',
  'customMailTip',
  'externalMemberCount',
  'totalMemberCount',
  'maxMessageSize',
  'deliveryRestriction',
  'moderationStatus',
  'recipientScope',
  'recipientSuggestions',
]);

const input = z.strictObject({
  EmailAddresses: z.array(z.string()).min(1).max(100),
  MailTipsOptions: z.string(),
});

type Tips = Readonly<Record<string, unknown>>;

/** Returns only the mail tips that the request asks for in `MailTipsOptions`. */
function mailTips(call: Call): Reply {
  const { EmailAddresses, MailTipsOptions } = readBody(call, input);
  const wanted = MailTipsOptions.split(',').map((one) => one.trim());
  const unknown = wanted.find((one) => !options.has(one));
  if (unknown !== undefined) throw badRequest(`Requested value '${unknown}' was not found.`);
  const value = EmailAddresses.map((address) => {
    const tips = tipsOf(call, address);
    return {
      emailAddress: { name: '', address },
      ...Object.assign({}, ...wanted.map((option) => tips[option] ?? {})),
    };
  });
  return ok({ value });
}

function tipsOf(call: Call, address: string): Readonly<Record<string, Tips>> {
  const oid = call.tenant.userId(address);
  const group = call.tenant
    .table('/groups')
    .all()
    .find(({ mail }) => String(mail).toLowerCase() === address.toLowerCase());
  const members = Array.isArray(group?.$members) ? group.$members.length : 1;
  const isInside = oid !== undefined || group !== undefined;
  return {
    automaticReplies: { automaticReplies: oid === undefined ? { message: '' } : repliesOf(call, oid) },
    mailboxFullStatus: { mailboxFull: false },
    externalMemberCount: { externalMemberCount: isInside ? 0 : 1 },
    totalMemberCount: { totalMemberCount: members },
    maxMessageSize: { maxMessageSize: 37_748_736 },
    deliveryRestriction: { deliveryRestricted: false },
    moderationStatus: { isModerated: false },
    recipientScope: { recipientScope: isInside ? 'internal' : 'external' },
  };
}

function repliesOf(call: Call, oid: string): Tips {
  const replies = userOf(call.tenant, oid).$settings.automaticRepliesSetting;
  if (!isAway(call, replies)) return { message: '' };
  const [scheduledStartTime, scheduledEndTime] = scheduleInUtc(call, replies);
  return {
    message: replies.internalReplyMessage,
    messageLanguage: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
    ...(replies.status === 'scheduled' && { scheduledStartTime, scheduledEndTime }),
  };
}

export const mailTipRoutes: readonly Route[] = [
  route('POST /users/{user}/getMailTips', mailbox('Mail.Read Mail.ReadWrite'), mailTips),
];
