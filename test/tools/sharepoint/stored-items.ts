import type { DemoTenant } from '../../kit/demo-tenant.ts';

/** Returns the stand-in's table with the items of a list in a site. */
export function storedItems({ graph }: DemoTenant, siteName: string, listName: string) {
  const site = graph.tenant
    .table('/sites')
    .all()
    .find(({ name }) => name === siteName)!;
  const { id } = graph.tenant
    .table(`/sites/${site.id}/lists`)
    .all()
    .find(({ displayName }) => displayName === listName)!;
  return graph.tenant.table(`/sites/${site.id}/lists/${id}/items`);
}
