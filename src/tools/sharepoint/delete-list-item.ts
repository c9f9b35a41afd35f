import { defineTool } from '../define.ts';
import { describeItem, findItem, itemPath } from './shared/list-item.ts';
import { itemArgument, listArgument, siteArgument } from './shared/site-arguments.ts';
import { findTarget } from './shared/target-list.ts';

export const deleteListItem = defineTool({
  name: 'delete_list_item',
  title: 'Delete a list item',
  area: 'sharepoint',
  order: 70,
  presets: [],
  about: 'Delete an item from a SharePoint list (to the recycle bin).',
  intents: [
    'delete the row from the SharePoint list',
    'remove the entry from the list',
    'this list item is obsolete',
    'take the issue off the SharePoint list',
    'delete the list item',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['Sites.ReadWrite.All'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'DELETE /sites/{id}/lists/{id}/items/{id}',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { site: 'Project Harbor', list: 'Issues', item: '1' } },
  input: { site: siteArgument(), list: listArgument(), item: itemArgument() },
  async preview(args, call) {
    const target = await findTarget(args, call);
    const item = await findItem(args.item, target, [], call);
    const what = target.list.isLibrary ? ', which is a file or folder' : '';
    return {
      lines: [`delete ${describeItem(item, target)}${what}`],
      versions: [item['@odata.etag'] ?? item.id],
    };
  },
  async run(args, call) {
    const target = await findTarget(args, call);
    const item = await findItem(args.item, target, [], call);
    const etag = item['@odata.etag'];
    await call.graph({
      method: 'DELETE',
      path: itemPath(target, item.id),
      ...(etag && { headers: { 'if-match': etag } }),
      repeat: 'never',
      verify: 'Use list_list_items to see whether the item still exists before you delete it again.',
    });
    return {
      text: `Deleted ${describeItem(item, target)}. It stays in the site's recycle bin for some time.`,
    };
  },
});
