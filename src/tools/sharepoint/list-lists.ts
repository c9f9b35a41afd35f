import * as z from 'zod';

import { defineTool, type ToolResult } from '../define.ts';
import { findSite } from '../input/find-site.ts';
import { renderTable, textColumn } from '../output/table.ts';
import { firstOf, words } from '../output/words.ts';
import {
  columnDefinition,
  columnsFrom,
  kindInWords,
  readColumns,
  type ListColumn,
} from './shared/columns.ts';
import { listArgument, siteArgument } from './shared/site-arguments.ts';
import { findList, isLibrary, MOST_LISTS, siteList, visibleLists } from './shared/site-lists.ts';

const listWithColumns = siteList.extend({ columns: z.array(columnDefinition).nullish() });

type Row = z.output<typeof listWithColumns>;

const SHOWN_COLUMNS = 8;
const SHOWN_CHOICES = 12;

const column = textColumn<Row>;

export const listLists = defineTool({
  name: 'list_lists',
  title: 'SharePoint lists',
  area: 'sharepoint',
  order: 30,
  presets: [],
  about: 'List the lists and libraries of a SharePoint site with their columns.',
  intents: [
    'which lists does the site have',
    'columns of the SharePoint list',
    'what choices does the status column have',
    'which columns are required in the list',
    'which libraries and lists are on the team site',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Sites.Read.All'],
  operation: 'GET /sites/{id}/lists',
  example: { as: 'ana.silva', args: { site: 'Project Harbor' } },
  input: { site: siteArgument(), list: listArgument().optional().describe('Show this list in detail.') },
  async run(args, call) {
    const site = await findSite(args.site, call);
    if (args.list !== undefined) {
      const list = await findList(site.id, args.list, call);
      return renderColumns(await readColumns(site.id, list.id, call));
    }
    const { items, isCut } = await visibleLists(site.id, listWithColumns, call, 'columns');
    return renderTable({
      what: 'lists and libraries',
      columns: [
        column('name', ({ displayName, name }) => displayName || name || ''),
        column('kind', (list) => (isLibrary(list) ? 'library' : 'list')),
        column('columns', ({ columns }) => columnsInWords(columnsFrom(columns ?? [])), 400),
        column('about', ({ description }) => description ?? ''),
        column('changed', ({ lastModifiedDateTime }) => (lastModifiedDateTime ?? '').slice(0, 10)),
        column('id', ({ id }) => id),
      ],
      rows: items,
      follows: isCut
        ? `There are more: only the first ${MOST_LISTS} were read. Give the name of a list to see it.`
        : 'That is all.',
    });
  },
});

function columnsInWords(all: readonly ListColumn[]): string {
  const own = all.filter(({ isSystem }) => !isSystem);
  return firstOf(
    own.map((one) => `${one.name} (${kindInWords(one)})`),
    SHOWN_COLUMNS,
  );
}

function renderColumns(columns: readonly ListColumn[]): ToolResult {
  return renderTable({
    what: 'columns',
    columns: [
      { name: 'name', textOf: ({ name }: ListColumn) => name },
      { name: 'kind', textOf: kindInWords },
      {
        name: 'rules',
        textOf: (one) =>
          words(
            one.isRequired && !one.isReadOnly && 'required',
            one.isReadOnly && 'read-only',
            one.isIndexed && 'indexed',
          ),
      },
      {
        name: 'choices',
        textOf: ({ choices, isOpen }) =>
          firstOf([...choices, ...(isOpen ? ['or any text'] : [])], SHOWN_CHOICES),
        longest: 600,
      },
      { name: 'internal name', textOf: ({ id }) => id },
    ],
    rows: columns,
    follows: 'That is all.',
  });
}
