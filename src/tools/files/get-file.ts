import * as z from 'zod';

import { plainMediaType } from '../../base/headers.ts';
import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { factLines } from '../output/fact-lines.ts';
import { hasMore, itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell, fence } from '../output/untrusted.ts';
import { minute, words } from '../output/words.ts';
import type { DriveItem } from './shared/drive-item.ts';
import { findItem } from './shared/find-item.ts';
import { drive, folderPathOf, item, pathOfItem, type ItemArgs } from './shared/item.ts';
import { linkTo, uriOf } from './shared/resource.ts';
import { sizeOf } from './shared/describe-item.ts';
import { labelOf } from '../output/person.ts';

const MAX_GRANTS = 50;

const identityKinds = ['user', 'group', 'siteGroup', 'siteUser', 'application'] as const;
const identity = z.object({ displayName: text, email: text }).nullish();
const identities = z
  .object({ user: identity, group: identity, siteGroup: identity, siteUser: identity, application: identity })
  .nullish();

const permission = z.object({
  grantedToV2: identities,
  grantedToIdentitiesV2: z.array(identities).nullish(),
  invitation: z.object({ email: text }).nullish(),
  link: z.object({ scope: text }).nullish(),
  roles: z.array(z.string()).nullish(),
  expirationDateTime: text,
});

type Permission = z.output<typeof permission>;

export const getFile = defineTool({
  name: 'get_file',
  title: 'File details',
  area: 'files',
  order: 20,
  presets: ['default'],
  about: 'Get details of a file or folder: size, dates, link, who can see it.',
  intents: [
    'who can see this document',
    'who changed the file and when',
    'link to the file in SharePoint',
    'how big is the presentation',
    'details of the folder',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  operation: 'GET /drives/{id}/items/{id}',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: {
    item: item(),
    drive: drive(),
    sharing: z.boolean().default(true).describe('Include who can see it.'),
  },
  async run(args, call) {
    const { item: found, place } = await findItem(args, call, properties);
    const sharing = args.sharing ? await grantsOf(place, call) : [];
    const shown = fence([...factsOf(found), ...sharing].join('\n'));
    if (!found.file) return { text: shown };
    const resource = {
      kind: 'file',
      drive: place.drive ?? 'me',
      item: place.item,
    } as const;
    const { name, file, size } = found;
    const link = linkTo(resource, { name: name ?? '', type: file.mimeType ?? '', size: size ?? 0 });
    return { text: `Resource: ${uriOf(resource)}\n${shown}`, links: [link] };
  },
});

const properties: readonly (keyof DriveItem)[] = [
  'id',
  'name',
  'size',
  'description',
  'file',
  'folder',
  'createdDateTime',
  'createdBy',
  'lastModifiedDateTime',
  'lastModifiedBy',
  'parentReference',
  'webUrl',
];

function factsOf(found: DriveItem): readonly string[] {
  const { parentReference: parent } = found;
  return factLines(
    [
      ['Name', found.name],
      ['Kind', found.folder ? 'folder' : plainMediaType(found.file?.mimeType)],
      ['Size', sizeOf(found)],
      ['In', folderPathOf(parent?.path ?? '')],
      ['About', found.description],
      ['Created', when(found.createdDateTime, found.createdBy)],
      ['Changed', when(found.lastModifiedDateTime, found.lastModifiedBy)],
      ['Opens at', found.webUrl],
      ['Id', found.id],
      ['Drive', parent?.driveId],
    ],
    1_000,
  );
}

function when(at: DriveItem['createdDateTime'], by: DriveItem['createdBy']): string {
  const name = by?.user?.displayName;
  return words(at && `${minute(at)} UTC`, name && `by ${name}`);
}

/** Returns one line per permission, or a note that the permissions could not be read. */
async function grantsOf(args: ItemArgs, call: ToolCall): Promise<string[]> {
  try {
    const answer = await call.graph(read(pathOfItem(args, 'permissions')));
    const grants = itemsOf(answer, permission);
    const lines = grants.slice(0, MAX_GRANTS).map((grant) => `Access: ${cell(grantOf(grant), 300)}`);
    const others = grants.length - lines.length;
    const atLeast = hasMore(answer) ? 'at least ' : '';
    return others > 0 || hasMore(answer) ? [...lines, `Access: ${atLeast}${others} more`] : lines;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (refusals.has(error.code)) return ['Access: not visible to the signed-in user'];
    return [`Access: could not be read, so it is unknown who has access. ${cell(error.message, 300)}`];
  }
}

/** The errors for users who can see an item, but not its permissions. */
const refusals: ReadonlySet<string> = new Set(['no_access', 'missing_permission', 'not_found']);

function grantOf({
  grantedToV2,
  grantedToIdentitiesV2,
  invitation,
  link,
  roles,
  expirationDateTime,
}: Permission): string {
  const people = [grantedToV2, ...(grantedToIdentitiesV2 ?? [])].map(nameIn).filter(Boolean);
  // Until an invited person without a known account signs in, only the invitation identifies that person.
  if (people.length === 0 && invitation?.email) people.push(words(invitation.email, 'invited'));
  const scope = link?.scope ?? '';
  const ends = minute(expirationDateTime);
  return words(
    scope !== '' && `link for ${scope === 'anonymous' ? 'anyone who has it' : scope}`,
    ...people,
    (roles ?? []).join(' and '),
    ends !== '' && `until ${ends} UTC`,
  );
}

/** Returns the name of a user, group or application with access. */
function nameIn(identities: Permission['grantedToV2']): string {
  for (const kind of identityKinds) {
    const { displayName, email } = identities?.[kind] ?? {};
    if (displayName || email) return labelOf(displayName, email);
  }
  return '';
}
