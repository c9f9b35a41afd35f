import { afterAll, beforeAll } from 'vitest';

import { guid } from '../../../src/standins/tenant/ids.ts';
import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

export const at = new Date('2026-11-21T10:00:00Z');
export const harbor = guid('group|harbor');

export type Sent = Entity & {
  readonly body: { readonly content: string; readonly contentType: string };
  readonly mentions: readonly { readonly mentionText: string }[];
};

/**
 * Opens two demo tenants for a test file. In one tenant, sending outside the organisation needs confirmation. In the
 * other tenant, it is refused.
 */
export function openSendingWorld() {
  let tenant: DemoTenant;
  let strict: DemoTenant;
  beforeAll(async () => {
    tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
    strict = await openDemoTenant({ policy: policyWith({ externalSend: 'deny' }) });
  });
  afterAll(async () => {
    await tenant.close();
    await strict.close();
  });
  return {
    tenant: () => tenant,
    strict: () => strict,
    /** Calls a tool as Ana without confirming anything. */
    once: async (name: string, given: object) => (await tenant.callOnce('ana.silva', name, given)).text,
    /** Calls a tool as Ana, who confirms the preview, if there is one. */
    confirmed: async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text,
  };
}
