import { guid } from '../ids.ts';
import { personOnSite } from '../site-people.ts';
import type { Entity } from '../tenant-store.ts';
import type { Tenant } from '../tenant.ts';
import { internalNameOf, listIdOf, type NewColumn } from './list-columns.ts';

/** A value in readable form, such as a person's alias, the title of an item in another list, or the label of a term. */
export type NewValue = string | number | boolean | null | readonly string[];

type Place = { readonly tenant: Tenant; readonly site: Entity };

/** Returns the values of an item as SharePoint stores them. */
export function storedValues(
  place: Place,
  columns: readonly NewColumn[],
  values: readonly NewValue[],
): Record<string, unknown> {
  return Object.fromEntries(
    columns.flatMap((column, index) => {
      const value = values[index];
      return value === undefined || value === null || value === '' ? [] : stored(place, column, value);
    }),
  );
}

function stored(place: Place, column: NewColumn, value: NewValue): readonly (readonly [string, unknown])[] {
  const name = internalNameOf(column);
  const all = isList(value) ? value : [String(value)];
  switch (column.kind) {
    case 'person':
    case 'lookup': {
      const found = all.flatMap((one) => referenceTo(place, column, one) ?? []);
      if (column.multiple === true) return [[name, found]];
      return found[0] === undefined ? [] : [[`${name}LookupId`, String(found[0].LookupId)]];
    }
    case 'hyperlink': {
      const [address = '', ...label] = all.join(' ').split(' ');
      return [[name, { Description: label.join(' ') || address, Url: address }]];
    }
    case 'term': {
      const terms = all.map((label) => ({ Label: label, TermGuid: guid(`term|${label}`), WssId: 1 }));
      return [[name, column.multiple === true ? terms : terms[0]]];
    }
    case 'choice':
      return [[name, column.multiple === true ? all : value]];
    default:
      return [[name, value]];
  }
}

/** Returns a reference to a person or an item, in the form that SharePoint stores in columns with several values. */
function referenceTo({ tenant, site }: Place, column: NewColumn, value: string) {
  if (column.kind === 'person') {
    const found = personOnSite(tenant, site, value);
    return (
      found && {
        LookupId: found.number,
        LookupValue: found.user.displayName,
        Email: found.user.mail,
      }
    );
  }
  const list = listIdOf(String(site.name), column.list ?? '');
  const item = tenant
    .table(`/sites/${site.id}/lists/${list}/items`)
    .all()
    .find((one) => (one.fields as Entity).Title === value);
  return item && { LookupId: Number(item.id), LookupValue: value };
}

function isList(value: NewValue): value is readonly string[] {
  return Array.isArray(value);
}
