import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { fence } from '../output/untrusted.ts';
import { describedProperties, describeItem, versionsOf } from './shared/describe-item.ts';
import { findEntry, type Found } from './shared/find-item.ts';
import { drive, item, pathOfItem, type ItemArgs } from './shared/item.ts';
import type { ToolCall } from '../define.ts';

export const deleteFile = defineTool({
  name: 'delete_file',
  title: 'Delete file',
  area: 'files',
  order: 100,
  presets: [],
  about: 'Delete a file or folder (to the recycle bin).',
  intents: [
    'delete the old draft',
    'remove this folder',
    'throw the file away',
    'I no longer need this document',
    'put it into the recycle bin',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  operation: 'DELETE /drives/{id}/items/{id}',
  example: { as: 'ana.silva', args: { item: '/README.txt' } },
  input: { item: item(), drive: drive() },
  async preview(args, call) {
    const { item: found } = await findDeletable(args, call);
    return { lines: [`delete ${describeItem(found)}`], versions: versionsOf(found) };
  },
  async run(args, call) {
    const { item: found, place } = await findDeletable(args, call);
    await call.graph({
      method: 'DELETE',
      path: pathOfItem(place),
      ...(found.eTag && { headers: { 'if-match': found.eTag } }),
      repeat: 'never',
      verify: 'Use get_file to check whether it still exists before you delete it again.',
    });
    return {
      text: `Deleted. It stays in the drive's recycle bin for some time.\n${fence(describeItem(found))}`,
    };
  },
});

async function findDeletable(args: ItemArgs, call: ToolCall): Promise<Found> {
  const found = await findEntry(args, call, [...describedProperties, 'root']);
  if (!found.item.root) return found;
  throw new ToolError('bad_argument', 'This is the root of the drive, which cannot be deleted.');
}
