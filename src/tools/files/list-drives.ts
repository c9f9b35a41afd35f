import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import type { ToolCall } from '../define.ts';
import { listTool } from '../list-tool.ts';
import { findGroup } from '../input/find-group.ts';
import { findSite } from '../input/find-site.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';

const drive = rowOf({ name: text, driveType: text, webUrl: text });

export const listDrives = listTool({
  name: 'list_drives',
  title: 'Drives and libraries',
  area: 'files',
  order: 160,
  presets: [],
  about: 'List drives and document libraries: mine, of a SharePoint site, or of a group.',
  intents: [
    'which document libraries does the site have',
    'the files of the team',
    'my drives',
    'id of the SharePoint library',
    'where does the group keep its documents',
  ],
  openWorld: true,
  scopes: ['Files.Read'],
  optionalScopes: ['Files.Read.All'],
  scopesElsewhere: { sharepoint: ['Sites.Read.All'], groups: ['GroupMember.Read.All'] },
  operation: 'GET /me/drives',
  example: { as: 'ana.silva', args: {} },
  input: {
    site: z.string().min(1).max(400).optional().describe('Name, address or id.'),
    group: z.string().min(1).max(256).optional().describe('Group or team: name or id.'),
  },
  check: ({ site, group }) =>
    site !== undefined && group !== undefined ? 'give site or group, not both' : undefined,
  maxTop: 100,
  budget: { withIds: 3_600, withoutIds: 2_400 },
  row: drive,
  columns: [
    drive.column('name', ['name'], (row) => row.name),
    drive.column('kind', ['driveType'], (row) =>
      row.driveType === 'documentLibrary' ? 'library' : row.driveType,
    ),
    drive.column('opens at', ['webUrl'], (row) => row.webUrl, { longest: 300 }),
  ],
  async request({ site, group }, call) {
    return { path: `${await ownerOf(site, group, call)}/drives`, what: 'drives' };
  },
});

async function ownerOf(site: string | undefined, group: string | undefined, call: ToolCall): Promise<string> {
  if (site !== undefined) return path`/sites/${(await findSite(site, call)).id}`;
  return group === undefined ? '/me' : path`/groups/${(await findGroup(group, call)).id}`;
}
