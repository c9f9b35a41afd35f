import { guid } from '../ids.ts';
import type { Entity } from '../tenant-store.ts';

/** The kinds of columns that people can add to a list. */
export const columnKinds = [
  'text',
  'note',
  'number',
  'currency',
  'choice',
  'date',
  'dateTime',
  'boolean',
  'person',
  'lookup',
  'hyperlink',
  'term',
  'calculated',
] as const;

export type ColumnKind = (typeof columnKinds)[number];

export type NewColumn = {
  /** The display name. */
  readonly name: string;
  readonly kind: ColumnKind;
  /** By default, the name with spaces encoded as `_x0020_`, as in SharePoint. */
  readonly internalName?: string | undefined;
  readonly choices?: readonly string[] | undefined;
  readonly multiple?: boolean | undefined;
  /** For a lookup column: the name of the list, on the same site, that the column refers to. */
  readonly list?: string | undefined;
  readonly required?: boolean | undefined;
  readonly indexed?: boolean | undefined;
};

export function internalNameOf({ name, internalName }: NewColumn): string {
  const encode = (character: string) =>
    `_x${character.codePointAt(0)!.toString(16).padStart(4, '0')}_`.slice(0, 7);
  return internalName ?? name.replaceAll(/[^\p{L}\p{N}_]/gu, encode).slice(0, 32);
}

export function listIdOf(site: string, name: string): string {
  return guid(`list|${site}|${name}`);
}

type Place = { readonly site: string; readonly list: string };

/** Returns the columns of a list: `columns` and the columns that SharePoint adds to every list. */
export function columnRows(place: Place, columns: readonly NewColumn[]): readonly Entity[] {
  const own = columns.flatMap((column) => rowsOf(place, column));
  return [
    ...(columns.some((column) => internalNameOf(column) === 'Title') ? [] : [title(place)]),
    ...own,
    ...systemColumns(place),
  ];
}

function title(place: Place): Entity {
  return row(place, { name: 'Title', displayName: 'Title', facet: { text: oneLine }, required: false });
}

const oneLine = { allowMultipleLines: false, appendChangesToExistingText: false, maxLength: 255 };

function rowsOf(place: Place, column: NewColumn): readonly Entity[] {
  const name = internalNameOf(column);
  const shown = row(place, {
    name,
    displayName: column.name,
    facet: facets[column.kind](place.site, column),
    required: column.required ?? name === 'Title',
    indexed: column.indexed,
    readOnly: column.kind === 'calculated',
  });
  if (column.kind !== 'term') return [shown];
  // SharePoint also stores a term's label in a hidden text column.
  const twin = row(place, {
    name: guid(`twin|${place.list}|${name}`).replaceAll('-', '').slice(0, 32),
    displayName: `${column.name}_0`,
    facet: { text: { ...oneLine, allowMultipleLines: true } },
    hidden: true,
  });
  return [shown, twin];
}

/** The facet that indicates the kind of a column in Graph. */
const facets: Readonly<Record<ColumnKind, (site: string, column: NewColumn) => object>> = {
  text: () => ({ text: oneLine }),
  note: () => ({ text: { ...oneLine, allowMultipleLines: true, textType: 'richText' } }),
  number: () => ({ number: { decimalPlaces: 'automatic', displayAs: 'number' } }),
  currency: () => ({ currency: { locale: 'en-gb' } }),
  choice: (_site, { choices = [], multiple }) => ({
    choice: {
      allowTextEntry: choices.length === 0,
      choices,
      displayAs: multiple === true ? 'checkBoxes' : 'dropDownMenu',
    },
  }),
  date: () => ({ dateTime: { displayAs: 'default', format: 'dateOnly' } }),
  dateTime: () => ({ dateTime: { displayAs: 'default', format: 'dateTime' } }),
  boolean: () => ({ boolean: {} }),
  person: (_site, { multiple = false }) => ({
    personOrGroup: {
      allowMultipleSelection: multiple,
      chooseFromType: 'peopleOnly',
      displayAs: 'nameWithPresence',
    },
  }),
  lookup: (site, { multiple = false, list = '' }) => ({
    lookup: { allowMultipleValues: multiple, columnName: 'Title', listId: listIdOf(site, list) },
  }),
  hyperlink: () => ({ hyperlinkOrPicture: { isPicture: false } }),
  calculated: () => ({ calculated: { formula: '', outputType: 'text' } }),
  // Graph does not indicate the kind of a managed metadata column.
  term: () => ({ defaultValue: { value: '' } }),
};

type Facts = {
  readonly name: string;
  readonly displayName: string;
  readonly facet: object;
  readonly required?: boolean | undefined;
  readonly indexed?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly hidden?: boolean | undefined;
};

function row({ site, list }: Place, facts: Facts): Entity {
  const { name, displayName, facet, required = false, indexed = false } = facts;
  return {
    id: guid(`column|${site}|${list}|${name}`),
    name,
    displayName,
    description: '',
    columnGroup: facts.hidden === true ? '_Hidden' : 'Custom Columns',
    enforceUniqueValues: false,
    required,
    indexed,
    readOnly: facts.readOnly ?? false,
    hidden: facts.hidden ?? false,
    ...facet,
  };
}

function systemColumns(place: Place): readonly Entity[] {
  const person = { personOrGroup: { allowMultipleSelection: false, displayAs: 'nameWithPresence' } };
  const time = { dateTime: { displayAs: 'default', format: 'dateTime' } };
  const read = (name: string, displayName: string, facet: object, indexed = false): Entity =>
    row(place, { name, displayName, facet, indexed, readOnly: true });
  return [
    read('ID', 'ID', { number: {} }, true),
    row(place, { name: 'ContentType', displayName: 'Content Type', facet: { text: oneLine } }),
    read('Modified', 'Modified', time),
    read('Created', 'Created', time),
    read('Author', 'Created By', person),
    read('Editor', 'Modified By', person),
    read('_UIVersionString', 'Version', { text: oneLine }),
    row(place, { name: 'Attachments', displayName: 'Attachments', facet: { boolean: {} } }),
    read('Edit', 'Edit', {}),
    read('LinkTitleNoMenu', 'Title', { text: oneLine }),
    read('LinkTitle', 'Title', { text: oneLine }),
    read('ItemChildCount', 'Item Child Count', { lookup: { columnName: 'ItemChildCount' } }),
    read('FolderChildCount', 'Folder Child Count', { lookup: { columnName: 'FolderChildCount' } }),
  ];
}
