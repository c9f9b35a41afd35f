import { z } from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { ToolError } from '../../errors.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { entityOf, field, itemsOf, list, text } from '../output/fields.ts';
import { cell, fenced } from '../output/untrusted.ts';
import { minute, words } from '../output/words.ts';
import { drive, item, pathOfItem, type ItemArgs } from './shared/item.ts';
import { linkTo, uriOf } from './shared/resource.ts';
import { sizeOf } from './shared/size.ts';

const MOST_GRANTS = 50;

/** Tells what a file or folder is, where it lies and who may see it. */
export const getFile = defineTool({
  name: 'get_file',
  title: 'File details',
  area: 'files',
  order: 20,
  presets: ['default'],
  about: 'Get details of one file or folder: size, dates, place, link, and who may see it.',
  intents: [
    'who can see this document',
    'when was the file changed and by whom',
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
    sharing: z.boolean().default(true).describe('Also who may see it.'),
  },
  async run(args, call) {
    const answer = await call.graph(read(pathOfItem(args), { select: properties }));
    const found = entityOf(answer);
    const sharing = args.sharing ? await grantsOf(args, call) : [];
    const facts = factsOf(found);
    const lines = facts.map(([name, value]) => `${name}: ${cell(value, 1_000)}`);
    const shown = fenced([...lines, ...sharing].join('\n'));
    if (!isRecord(found['file'])) return { text: shown };
    const resource = {
      kind: 'file',
      drive: text(found, 'parentReference.driveId') || (args.drive ?? 'me'),
      item: text(found, 'id'),
    } as const;
    const size = Number(field(found, 'size') ?? 0);
    const link = linkTo(resource, { name: text(found, 'name'), type: text(found, 'file.mimeType'), size });
    return { text: `Resource: ${uriOf(resource)}\n${shown}`, links: [link] };
  },
});

const properties = [
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

function factsOf(found: Readonly<Record<string, unknown>>): (readonly [name: string, value: string])[] {
  const folder = isRecord(found['folder']);
  const place = decodeURI(text(found, 'parentReference.path').replace(/^.*?root:/, '')) || '/';
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Name', text(found, 'name')],
    ['Kind', folder ? 'folder' : text(found, 'file.mimeType')],
    ['Size', sizeOf(found)],
    ['In', place],
    ['About', text(found, 'description')],
    ['Created', when(found, 'created')],
    ['Changed', when(found, 'lastModified')],
    ['Opens at', text(found, 'webUrl')],
    ['Id', text(found, 'id')],
    ['Drive', text(found, 'parentReference.driveId')],
  ];
  return facts.filter(([, value]) => value !== '');
}

function when(found: unknown, what: string): string {
  const time = minute(text(found, `${what}DateTime`));
  const by = text(found, `${what}By.user.displayName`);
  return words(time !== '' && `${time} UTC`, by !== '' && `by ${by}`);
}

/** Who may see it, a line each; only a remark where the person may not know that. */
async function grantsOf(args: ItemArgs, call: ToolCall): Promise<string[]> {
  try {
    const grants = itemsOf(await call.graph(read(pathOfItem(args, 'permissions'))));
    const lines = grants.slice(0, MOST_GRANTS).map((grant) => `May see it: ${cell(grantOf(grant), 300)}`);
    const others = grants.length - lines.length;
    return others > 0 ? [...lines, `May see it: ${others} more`] : lines;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return ['May see it: not known to the signed-in person'];
  }
}

function grantOf(grant: unknown): string {
  const people = [field(grant, 'grantedToV2'), ...list(grant, 'grantedToIdentitiesV2')].map(nameIn);
  const scope = text(grant, 'link.scope');
  const ends = text(grant, 'expirationDateTime').slice(0, 10);
  return words(
    scope !== '' && `link for ${scope === 'anonymous' ? 'anyone who has it' : scope}`,
    ...people,
    list(grant, 'roles').map(String).join(' and '),
    ends !== '' && `until ${ends}`,
  );
}

/** A person, group or application that was let in. */
function nameIn(identity: unknown): string {
  for (const kind of ['user', 'group', 'siteGroup', 'siteUser', 'application']) {
    const name = text(identity, `${kind}.displayName`);
    const mail = text(identity, `${kind}.email`);
    if (name !== '' || mail !== '') return mail === '' || mail === name ? name : `${name} <${mail}>`;
  }
  return '';
}
