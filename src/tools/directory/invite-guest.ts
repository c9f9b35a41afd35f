import * as z from 'zod';

import { parseUrl } from '../../base/text/parse-url.ts';
import { defineTool } from '../define.ts';
import { address } from '../input/common-input.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';

/** Microsoft's page that lists a user's applications. */
const MY_APPS = 'https://myapplications.microsoft.com';

const invitation = z.object({ status: text, invitedUser: z.object({ id: text }).nullish() });

const isHttps = (given: string) => parseUrl(given)?.protocol === 'https:';

export const inviteGuest = defineTool({
  name: 'invite_guest',
  title: 'Invite guest',
  area: 'directory',
  order: 90,
  presets: [],
  about: 'Invite someone from outside as a guest, by email.',
  intents: [
    'invite the consultant as a guest',
    'give an external partner a guest account',
    'add a guest user to our tenant',
    'send a B2B invitation',
    'let the customer into our Teams',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['User.Invite.All'],
  optionalScopes: ['User.Read'],
  prerequisites: { roles: ['Guest Inviter', 'User Administrator'] },
  operation: 'POST /invitations',
  supportingReads: ['/organization'],
  example: { as: 'goran.petrov', args: { email: 'sam.lee@fabrikam.example' } },
  input: {
    email: address().describe('Address.'),
    message: z.string().max(2_000).optional().describe('Personal note.'),
    redirect_url: z
      .string()
      .max(2_000)
      .refine(isHttps, 'must be an https URL')
      .optional()
      .describe('Landing page.'),
  },
  recipients: ({ email }) => [email],
  preview: async ({ email, redirect_url: url }) => ({
    lines: [
      `invite ${cell(email, 320)} as a guest of the organisation, and email them${url === undefined ? '' : ` a link to ${cell(url, 500)}`}`,
    ],
    recipients: [email],
  }),
  async run({ email, message, redirect_url: url = MY_APPS }, call) {
    const answer = await call.graph({
      method: 'POST',
      path: '/invitations',
      body: {
        invitedUserEmailAddress: email,
        inviteRedirectUrl: url,
        sendInvitationMessage: true,
        ...(message !== undefined && { invitedUserMessageInfo: { customizedMessageBody: message } }),
      },
      repeat: 'never',
      verify: 'Look for the address with list_users before you invite again.',
    });
    const { status, invitedUser } = entityOf(answer, invitation);
    const state =
      status === 'PendingAcceptance' ? 'the guest has not accepted yet' : cell(status ?? 'unknown');
    return {
      text: `Invited ${cell(email, 320)} by email; ${state}. id ${cell(invitedUser?.id ?? 'unknown')}`,
    };
  },
});
