import { sharePointHost } from '../hosts.ts';
import { guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
import { midnightIn } from './task-rows.ts';

export type NewList = {
  /** The id and the name of the site. */
  readonly site: { readonly id: string; readonly name: string };
  readonly name: string;
  readonly columns: readonly (readonly [name: string, kind: string])[];
  /** The values of each row, in the order of the columns. */
  readonly rows: readonly (readonly unknown[])[];
};

/** Adds a list with its columns and items. */
export function addList(tenant: Tenant, data: NewList): void {
  const webUrl = `https://${sharePointHost(tenant.company.domain)}/sites/${data.site.name}/Lists/${data.name}`;
  const list = tenant.table(`/sites/${data.site.id}/lists`).put({
    id: guid(`list|${data.site.name}|${data.name}`),
    name: data.name,
    displayName: data.name,
    description: '',
    createdDateTime: '2026-02-02T09:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
    webUrl,
    list: { contentTypesEnabled: false, hidden: false, template: 'genericList' },
    $columns: data.columns.map(([name, kind]) => ({
      id: guid(`column|${data.name}|${name}`),
      name,
      displayName: name,
      required: name === 'Title',
      readOnly: false,
      hidden: false,
      [kind]: {},
    })),
  });
  for (const [index, row] of data.rows.entries())
    tenant.table(`/sites/${data.site.id}/lists/${list.id}/items`).put({
      id: String(index + 1),
      createdDateTime: '2026-02-03T09:00:00Z',
      lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
      webUrl: `${webUrl}/${index + 1}_.000`,
      contentType: { id: '0x0100', name: 'Item' },
      fields: {
        id: String(index + 1),
        ...Object.fromEntries(data.columns.map(([name], at) => [name, row[at]])),
      },
    });
}

/** Adds a page to a site. */
export function addPage(
  tenant: Tenant,
  site: string,
  page: { readonly title: string; readonly text: string; readonly html: string },
): void {
  tenant.table(`/sites/${site}/pages`).put({
    id: guid(`page|${site}|${page.title}`),
    '@odata.type': '#microsoft.graph.sitePage',
    name: `${page.title.replaceAll(' ', '-')}.aspx`,
    title: page.title,
    description: page.text,
    pageLayout: 'article',
    createdDateTime: '2026-02-02T09:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -3).toISOString(),
    publishingState: { level: 'published', versionId: '1.0' },
    $html: page.html,
  });
}
