import { ToolError } from '../../errors.ts';
import { defineTool } from '../define.ts';
import { userScopes } from '../input/people/find-user.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fence } from '../output/untrusted.ts';
import { findContentType, isContentType, splitContentType } from './shared/content-type.ts';
import { convertFields, fieldsArgument, fieldsProblem, isSettable } from './shared/field-input.ts';
import { describeItem, findItem, listItem, valuesIn } from './shared/list-item.ts';
import { listArgument, siteArgument } from './shared/site-arguments.ts';
import { findTarget } from './shared/target-list.ts';

export const createListItem = defineTool({
  name: 'create_list_item',
  title: 'Add a list item',
  area: 'sharepoint',
  order: 50,
  presets: [],
  about: 'Add an item to a SharePoint list.',
  intents: [
    'add a row to the SharePoint list',
    'log an issue in the list',
    'new entry in the equipment list',
    'enter this in the SharePoint list',
    'record a risk in the list of the site',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Sites.ReadWrite.All'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  operation: 'POST /sites/{id}/lists/{id}/items',
  supportingReads: ['/me/mailboxSettings'],
  example: {
    as: 'ana.silva',
    args: {
      site: 'Project Harbor',
      list: 'Issues',
      fields: { Title: 'Button too small', Status: 'Open', 'Due date': '2026-12-01' },
    },
  },
  input: { site: siteArgument(), list: listArgument(), fields: fieldsArgument() },
  check: ({ fields }) => fieldsProblem(fields),
  async run(args, call) {
    const target = await findTarget(args, call);
    if (target.list.isLibrary)
      throw new ToolError(
        'bad_argument',
        `"${cell(target.list.name)}" is a document library. Use upload_file to add a file to it.`,
      );
    const given = splitContentType(args.fields, target.columns);
    const type =
      given.contentType === undefined ? undefined : await findContentType(given.contentType, target, call);
    const { body, columns } = await convertFields(given.fields, target, call.now());
    const omitted = target.columns.filter(
      (one) => one.isRequired && !one.isReadOnly && !columns.includes(one),
    );
    const empty = omitted.filter(({ hasDefault }) => !hasDefault);
    const missing = empty.filter(isSettable);
    if (missing.length > 0)
      throw new ToolError(
        'bad_argument',
        `These columns are required: ${missing.map(({ name }) => `"${cell(name)}"`).join(', ')}. Nothing was created.`,
      );
    const answer = await call.graph({
      method: 'POST',
      path: target.items,
      body: { fields: body, ...(type && { contentType: { id: type.id } }) },
      repeat: 'never',
      verify: 'Use list_list_items to see whether the item exists before you add it again.',
    });
    const { id } = entityOf(answer, listItem);
    const filledIn = omitted.filter(({ hasDefault }) => hasDefault);
    const types = target.columns.filter((one) => type !== undefined && isContentType(one));
    const shown = [...columns, ...filledIn, ...types];
    const item = await findItem(id, target, shown, call);
    const left = empty.filter((one) => !isSettable(one)).map((one) => `"${cell(one.name)}"`);
    const note =
      left.length === 0
        ? ''
        : ` Required, but Microsoft Graph cannot set it: ${left.join(', ')}. Set it in SharePoint.`;
    return {
      text: `Added ${describeItem(item, target)}, times in ${target.zone.shown}.${note}\n${fence(valuesIn(shown, item.fields ?? {}, target).join('\n'))}`,
    };
  },
});
