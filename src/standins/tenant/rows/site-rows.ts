import { sharePointHost } from '../hosts.ts';
import { guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
import { columnRows, listIdOf, type NewColumn } from './list-columns.ts';
import { storedValues, type NewValue } from './list-values.ts';
import { midnightIn } from './task-rows.ts';

export type NewList = {
  /** The id and the name of the site. */
  readonly site: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly columns: readonly NewColumn[];
  /** The values of each row, in the order of the columns. */
  readonly rows: readonly (readonly NewValue[])[];
};

/** Adds a list with its columns and items. A list that lookup columns refer to must be added first. */
export function addList(tenant: Tenant, data: NewList): void {
  const webUrl = `https://${sharePointHost(tenant.company.domain)}/sites/${data.site.name}/Lists/${data.name}`;
  const site = tenant.table('/sites').get(data.site.id)!;
  const list = tenant.table(`/sites/${data.site.id}/lists`).put({
    id: listIdOf(data.site.name, data.name),
    name: data.name,
    displayName: data.name,
    description: '',
    createdDateTime: '2026-02-02T09:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
    webUrl: encodeURI(webUrl),
    list: { contentTypesEnabled: false, hidden: false, template: 'genericList' },
    $columns: columnRows({ site: data.site.name, list: data.name }, data.columns),
  });
  const modified = midnightIn(tenant, -1).toISOString();
  for (const [index, row] of data.rows.entries()) {
    const id = String(index + 1);
    const fields = storedValues({ tenant, site }, data.columns, row);
    tenant.table(`/sites/${data.site.id}/lists/${list.id}/items`).put({
      id,
      createdDateTime: '2026-02-03T09:00:00Z',
      lastModifiedDateTime: modified,
      webUrl: `${encodeURI(webUrl)}/${id}_.000`,
      contentType: { id: '0x0100', name: 'Item' },
      fields: { id, ...fields, ...systemValues({ created: '2026-02-03T09:00:00Z', modified, by: '7' }) },
    });
  }
}

type Change = { readonly created: string; readonly modified: string; readonly by: string };

/** Returns the values that SharePoint maintains for every item. */
export function systemValues({ created, modified, by }: Change): Record<string, unknown> {
  const seconds = (time: string) => time.replace(/\.\d+Z$/, 'Z');
  return {
    ContentType: 'Item',
    Modified: seconds(modified),
    Created: seconds(created),
    AuthorLookupId: by,
    EditorLookupId: by,
    _UIVersionString: '1.0',
    Attachments: false,
    Edit: '',
  };
}

export type NewPage = {
  readonly title: string;
  readonly text: string;
  /** The text parts of the page. A classic page has no text parts. */
  readonly html: readonly string[];
  /** The title and the text of a web part other than a text part, such as quick links. */
  readonly part?: {
    readonly title: string;
    readonly texts: readonly string[];
    readonly descriptions?: readonly string[];
    readonly links: readonly string[];
  };
  readonly isNews?: boolean;
};

export function addPage(tenant: Tenant, site: string, page: NewPage): void {
  const name = `${page.title.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.aspx`;
  const webUrl = String(tenant.table('/sites').get(site)?.webUrl);
  tenant.table(`/sites/${site}/pages`).put({
    id: guid(`page|${site}|${page.title}`),
    '@odata.type': '#microsoft.graph.sitePage',
    name,
    title: page.title,
    description: page.text,
    webUrl: `${webUrl}/SitePages/${encodeURIComponent(name)}`,
    pageLayout: 'article',
    promotionKind: page.isNews === true ? 'newsPost' : 'page',
    createdDateTime: '2026-02-02T09:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -3).toISOString(),
    publishingState: { level: 'published', versionId: '1.0' },
    $html: page.html,
    ...(page.part && { $part: page.part }),
  });
}
