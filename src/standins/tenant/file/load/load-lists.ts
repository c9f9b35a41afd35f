import { textOf } from '../../markup.ts';
import type { NewValue } from '../../rows/list-values.ts';
import { addList, addPage } from '../../rows/site-rows.ts';
import { sharePointHost } from '../../hosts.ts';
import { personOnSite } from '../../site-people.ts';
import type { Path } from '../file-problems.ts';
import { suggestionFor } from '../nearest-names.ts';
import { isMoment } from '../schema/moment.ts';
import type { TenantFile } from '../schema/tenant-file.ts';
import { htmlIn, instantIn, midnightOf, type Loading } from './loading.ts';

type SiteData = TenantFile['sites'][number];
type ListData = SiteData['lists'][number];
type ColumnData = ListData['columns'][number];

/** A site that has been added, and its position in the tenant file. */
type AddedSite = { readonly id: string; readonly site: SiteData; readonly path: Path };

/** Adds the lists of a site. A lookup can refer only to an earlier list. */
export function loadLists(loading: Loading, { id, site, path }: AddedSite): void {
  const { tenant, problems } = loading;
  const earlier: string[] = [];
  for (const [index, { name, columns, rows }] of site.lists.entries()) {
    const place = [...path, 'lists', index];
    for (const [at, column] of columns.entries())
      if (column.kind === 'lookup' && !earlier.includes(column.list ?? ''))
        problems.add([...place, 'columns', at, 'list'], () => {
          const suggestion = suggestionFor(column.list ?? '', earlier);
          return `must name a list of this site that comes before this one.${suggestion}`;
        });
    for (const [row, values] of rows.entries())
      if (values.length > columns.length)
        problems.add([...place, 'rows', row], () => `has more values than the ${columns.length} columns.`);
    addList(tenant, {
      site: { id, name: site.alias || sharePointHost(tenant.company.domain) },
      name,
      columns,
      rows: rows.map((values, row) =>
        values.map((value, at) =>
          valueOf(loading, { column: columns[at], id, path: [...place, 'rows', row, at] }, value),
        ),
      ),
    });
    earlier.push(name);
  }
}

type Cell = { readonly column: ColumnData | undefined; readonly id: string; readonly path: Path };

function valueOf(loading: Loading, { column, id, path }: Cell, value: NewValue): NewValue {
  const { tenant, names, problems } = loading;
  if (column?.kind === 'person' && value !== null) {
    const people = names.people(Array.isArray(value) ? (value as string[]) : [String(value)], path);
    const site = tenant.table('/sites').get(id)!;
    if (people.some((oid) => personOnSite(tenant, site, oid) === undefined))
      problems.add(path, () => 'is not a member of the site.');
    return people;
  }
  const isDay = column?.kind === 'date';
  if ((!isDay && column?.kind !== 'dateTime') || typeof value !== 'string') return value;
  if (!isMoment(value)) {
    problems.add(path, () => 'must be a date or time.');
    return null;
  }
  const at = isDay ? midnightOf(loading, value) : new Date(instantIn(loading, value));
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function loadPages(loading: Loading, { id, site, path }: AddedSite): void {
  for (const [index, page] of site.pages.entries()) {
    const html = htmlIn(loading, page, [...path, 'pages', index]);
    const text = textOf(html).slice(0, 255);
    addPage(loading.tenant, id, {
      title: page.title,
      text,
      html: text === '' ? [] : [html],
      isNews: page.news === true,
    });
  }
}
