import * as z from 'zod';

import { defineTool } from '../define.ts';
import { people } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { describedProperties, describeItem, versionsOf } from './shared/describe-item.ts';
import { findItem } from './shared/find-item.ts';
import { drive, item, pathOfItem } from './shared/item.ts';

const MAX_PEOPLE = 20;

const permission = z.object({ error: z.object({ message: text }).nullish() });

export const inviteToFile = defineTool({
  name: 'invite_to_file',
  title: 'Share file with people',
  area: 'files',
  order: 120,
  presets: [],
  about: 'Share a file or folder with people and email them the link.',
  intents: [
    'share this file with Ben',
    'give Lena access to the folder',
    'let my colleague edit the document',
    'invite the customer to the file',
    'add someone as a reader',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  optionalScopes: ['User.Read'],
  scopesElsewhere: nameScopes,
  operation: 'POST /drives/{id}/items/{id}/invite',
  supportingReads: ['/me', '/organization'],
  example: {
    as: 'ana.silva',
    args: { item: '/Harbor/Scope.md', people: ['ben.okafor@contoso.example'] },
  },
  input: {
    item: item(),
    people: people(MAX_PEOPLE).min(1).describe('Addresses or names, e.g. Ana.'),
    role: z.enum(['read', 'write']).default('read').describe('Their role.'),
    message: z.string().max(2_000).optional().describe('Text.'),
    drive: drive(),
  },
  recipients: (args) => args.people.filter(isAddress),
  async preview({ role, ...args }, call) {
    const people = await addressesOf(args.people, call);
    const { item: found } = await findItem(args, call, describedProperties);
    const right = role === 'write' ? 'edit' : 'read';
    return {
      lines: people.map((one) => `let ${one} ${right} ${describeItem(found)}, and email them the link`),
      versions: [...versionsOf(found), ...people],
      recipients: people,
    };
  },
  async run({ role, message, ...args }, call) {
    const people = await addressesOf(args.people, call);
    const { place } = await findItem(args, call, describedProperties);
    const answer = await call.graph({
      method: 'POST',
      path: pathOfItem(place, 'invite'),
      body: {
        recipients: people.map((email) => ({ email })),
        roles: [role],
        requireSignIn: true,
        sendInvitation: true,
        ...(message !== undefined && { message }),
      },
      repeat: 'never',
      verify: 'Use get_file to see who has access before you invite them again.',
    });
    const failures = itemsOf(answer, permission).flatMap(({ error }) =>
      error ? [cell(error.message ?? 'unknown reason', 300)] : [],
    );
    const done = `Invited ${people.join(', ')} with the role ${role}.`;
    if (failures.length === 0) return { text: done };
    return {
      text: `Requested the role ${role} for ${people.join(', ')}. Microsoft Graph refused ${failures.length} of these requests; use get_file to see who has access.\n${fence(failures.join('\n'))}`,
    };
  },
});
