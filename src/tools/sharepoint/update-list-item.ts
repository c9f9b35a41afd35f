import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { userScopes } from '../input/people/find-user.ts';
import { fence } from '../output/untrusted.ts';
import { splitContentType } from './shared/content-type.ts';
import { convertFields, fieldsArgument, fieldsProblem } from './shared/field-input.ts';
import { describeItem, findItem, itemPath, valuesIn } from './shared/list-item.ts';
import { itemArgument, listArgument, siteArgument } from './shared/site-arguments.ts';
import { findTarget } from './shared/target-list.ts';

export const updateListItem = defineTool({
  name: 'update_list_item',
  title: 'Change a list item',
  area: 'sharepoint',
  order: 60,
  presets: [],
  about: 'Change an item in a SharePoint list.',
  intents: [
    'close the issue in the SharePoint list',
    'set the status of the list item',
    'assign the list entry to Ben',
    'move the due date in the list',
    'correct a row of the SharePoint list',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Sites.ReadWrite.All'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'PATCH /sites/{id}/lists/{id}/items/{id}/fields',
  supportingReads: ['/me/mailboxSettings'],
  example: {
    as: 'ana.silva',
    args: { site: 'Project Harbor', list: 'Issues', item: '2', fields: { Status: 'Closed' } },
  },
  input: {
    site: siteArgument(),
    list: listArgument(),
    item: itemArgument(),
    fields: fieldsArgument(),
  },
  check: ({ fields }) => fieldsProblem(fields),
  async run(args, call) {
    const target = await findTarget(args, call);
    if (splitContentType(args.fields, target.columns).contentType !== undefined)
      throw new ToolError(
        'bad_argument',
        'The content type can be set only for a new item. The user can change it in SharePoint. Nothing was changed.',
      );
    const { body, columns } = await convertFields(args.fields, target, call.now());
    const before = await findItem(args.item, target, columns, call);
    const etag = before['@odata.etag'];
    await call.graph({
      method: 'PATCH',
      path: `${itemPath(target, before.id)}/fields`,
      body,
      ...(etag && { headers: { 'if-match': etag } }),
      // If a response were lost, a repeated request would not match the ETag, and the change would seem to be refused.
      repeat: 'never',
      verify: 'Use list_list_items to see whether the item has changed.',
    });
    const after = await findItem(before.id, target, columns, call);
    const [old, now] = [before, after].map((one) => valuesIn(columns, one.fields ?? {}, target));
    const lines = (now ?? []).map((line, index) => {
      const was = old?.[index] ?? '';
      return was === line ? `${line} (as before)` : `${line} (before: ${was.slice(was.indexOf(': ') + 2)})`;
    });
    return {
      text: `Changed ${describeItem(after, target)}, times in ${target.zone.shown}.\n${fence(lines.join('\n'))}`,
    };
  },
});
