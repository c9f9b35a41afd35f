import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { fence } from '../output/untrusted.ts';
import { describedProperties, factsOf } from './shared/describe-item.ts';
import { driveItem } from './shared/drive-item.ts';
import { findEntry, findFolder } from './shared/find-item.ts';
import { drive, item, MAX_ITEM, pathOfItem } from './shared/item.ts';
import { requireAllowedName } from './shared/names/allowed-name.ts';
import { newName } from './shared/names/new-name.ts';

export const moveFile = defineTool({
  name: 'move_file',
  title: 'Move or rename file',
  area: 'files',
  order: 80,
  presets: [],
  about: 'Move or rename a file or folder.',
  intents: [
    'rename the document',
    'move the file to the archive',
    'put this into another folder',
    'change the name of the folder',
    'tidy up my OneDrive',
  ],
  kind: 'write',
  overwrites: true,
  openWorld: false,
  repeat: 'safe',
  scopes: ['Files.ReadWrite'],
  operation: 'PATCH /drives/{id}/items/{id}',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md', to: '/Harbor' } },
  input: {
    item: item(),
    to: z.string().min(1).max(MAX_ITEM).optional().describe('Folder: path, link or id.'),
    name: z.string().min(1).max(400).optional().describe('New name.'),
    drive: drive(),
  },
  check: ({ to, name }) =>
    to === undefined && name === undefined
      ? 'give `to` (the new folder) or `name` (the new name)'
      : undefined,
  async run({ item: given, to, name, drive: holder }, call) {
    if (name !== undefined) requireAllowedName(name);
    const { item: found, place } = await findEntry({ item: given, drive: holder }, call, describedProperties);
    const folder = to === undefined ? undefined : await findFolder({ item: to, drive: holder }, call);
    const [from, into] = [found.parentReference?.driveId, folder?.place.drive];
    if (from && into && from !== into) {
      throw new ToolError(
        'bad_argument',
        'A file cannot be moved to another drive. Nothing was moved. Use copy_file, and delete_file once the copy exists.',
      );
    }
    const answer = await call.graph({
      method: 'PATCH',
      path: pathOfItem(place),
      body: {
        ...(name !== undefined && { name: found.file ? newName(found.name ?? '', name) : name }),
        ...(folder && { parentReference: { id: folder.item.id ?? folder.place.item } }),
      },
      repeat: 'safe',
      verify: 'Use get_file to check where the file is before you move it again.',
    });
    return { text: `Moved.\n${fence(factsOf(entityOf(answer, driveItem)))}` };
  },
});
