import { createLruMap } from '../../src/base/lru-map.ts';
import { demoSource } from '../../src/standins/tenant/build/create-demo-tenant.ts';
import { emptyTenant, type Tenant, type TenantSource } from '../../src/standins/tenant/tenant.ts';

/**
 * All test files in a worker use the same few clocks, and creating a tenant's data takes much longer than copying it.
 */
const tenants = createLruMap<Tenant>(3);

/**
 * Returns the demo company. Its data is created once for each minute of the tenant's clock, and each tenant gets a
 * copy. Nested values are frozen, so that tests cannot affect each other.
 */
export function sharedDemoSource(): TenantSource {
  const source = demoSource();
  return {
    ...source,
    fill: (tenant) => {
      const startedAt = tenant.now();
      const minute = String(Math.floor(startedAt.getTime() / 60_000));
      tenant.copyFrom(tenants.getOrCreate(minute, () => fillFrozen(source, startedAt)));
    },
  };
}

function fillFrozen(source: TenantSource, startedAt: Date): Tenant {
  const tenant = emptyTenant(() => startedAt, source.company);
  source.fill(tenant);
  for (const path of tenant.paths()) for (const row of tenant.table(path).all()) freezeDeep(row);
  return tenant;
}

/** Freezes objects and arrays. Bytes cannot be frozen. */
function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
    return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freezeDeep(inner);
}
