import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { allItems } from '../paging/all-items.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { groupReference } from '../input/common-input.ts';
import { findGroup } from '../input/find-group.ts';
import { findSite } from '../input/find-site.ts';
import { MAX_LINK } from '../input/links/pasted-url.ts';
import { text } from '../output/graph-schema.ts';
import { idColumn } from '../output/row.ts';
import { renderTable, textColumn } from '../output/table.ts';

const drive = z.object({ id: z.string(), name: text, driveType: text, webUrl: text });

type Drive = z.output<typeof drive>;

/** Maximum number of libraries to read. In practice, no site has more libraries. */
const MOST_DRIVES = 100;

const column = textColumn<Drive>;

export const listDrives = defineTool({
  name: 'list_drives',
  title: 'Drives and libraries',
  area: 'files',
  order: 160,
  presets: [],
  about: 'List drives and document libraries: mine, or those of a SharePoint site, group or team.',
  intents: [
    'which document libraries does the site have',
    'the files of the team',
    'my drives',
    'id of the SharePoint library',
    'where does the group keep its documents',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Files.Read'],
  optionalScopes: ['Files.Read.All'],
  scopesElsewhere: { sharepoint: ['Sites.Read.All'], groups: ['GroupMember.Read.All'] },
  operation: 'GET /me/drives',
  example: { as: 'ana.silva', args: {} },
  input: {
    site: z.string().min(1).max(MAX_LINK).optional().describe('Name, address or id.'),
    group: groupReference().optional().describe('Name or id.'),
  },
  check: ({ site, group }) =>
    site !== undefined && group !== undefined ? 'give site or group, not both' : undefined,
  async run({ site, group }, call) {
    const place = `${await ownerOf(site, group, call)}/drives`;
    const { items, isCut } = await allItems(
      call,
      read(place, { select: Object.keys(drive.shape) }),
      drive,
      MOST_DRIVES,
    );
    return renderTable({
      what: 'drives',
      columns: [
        column('name', ({ name }) => name ?? ''),
        column('kind', ({ driveType }) => (driveType === 'documentLibrary' ? 'library' : (driveType ?? ''))),
        column('opens at', ({ webUrl }) => webUrl ?? '', 300),
        idColumn,
      ],
      rows: items,
      follows: isCut ? 'There are more drives, which are not shown.' : 'That is all.',
    });
  },
});

async function ownerOf(site: string | undefined, group: string | undefined, call: ToolCall): Promise<string> {
  if (site !== undefined) return path`/sites/${(await findSite(site, call)).id}`;
  return group === undefined ? '/me' : path`/groups/${(await findGroup(group, call)).id}`;
}
