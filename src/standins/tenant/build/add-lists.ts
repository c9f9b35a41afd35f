import { lists, sitePages } from '../data/site-content.ts';
import { addList, addPage } from '../rows/site-rows.ts';
import type { Tenant } from '../tenant.ts';

/** Adds the sites' lists and pages. */
export function addLists(tenant: Tenant): void {
  const sites = tenant.table('/sites').all();
  for (const data of lists) {
    const site = sites.find(({ name }) => name === data.site);
    if (site) addList(tenant, { ...data, site: { id: site.id, name: data.site } });
  }
  for (const site of sites)
    for (const page of sitePages)
      if (page.site === undefined || page.site === site.name) addPage(tenant, site.id, page);
}
