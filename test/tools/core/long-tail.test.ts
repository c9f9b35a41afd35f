import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm', graphBeta: true }) });
});
afterAll(() => tenant.close());

const call = async (name: string, args: object) => (await tenant.call('ana.silva', name, args)).text;

describe('a task that no curated tool covers', () => {
  it.each([
    [
      'devices',
      'which laptops does Intune manage',
      'GET /deviceManagement/managedDevices',
      'DeviceManagementManagedDevices.Read.All',
    ],
    ['applications', 'app registrations in our tenant', 'GET /applications', 'Application.Read.All'],
    [
      'access rules',
      'show the conditional access policies',
      'GET /identity/conditionalAccess/policies',
      'Policy.Read.All',
    ],
    ['sign-ins', 'failed logins of the last days', 'GET /auditLogs/signIns', 'AuditLog.Read.All'],
    ['licences', 'how many licences are left', 'GET /subscribedSkus', 'LicenseAssignment.Read.All'],
  ])(
    'takes three calls and at most 2,500 tokens from the search to the name of the missing permission: %s',
    async (_area, query, operation, scope) => {
      await tenant.granting('ana.silva', ['User.Read'], async () => {
        const found = await call('graph_search_operations', { query });
        expect(found.split('\n')).toContain(operation);
        const described = await call('graph_describe_operation', { operation });
        expect(described).toContain(`Permission: ${scope}, which is missing`);
        const path = operation.replace('GET ', '');
        const refusal: unknown = await call('graph_get', { path }).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ name: 'ToolError', message: expect.stringContaining(scope) });
        const whole = [found, described, (refusal as Error).message].join('\n');
        expect(encode(whole).length).toBeLessThanOrEqual(2_500);
      });
    },
  );

  it.each([
    [
      'devices',
      'computers that Intune manages',
      '/deviceManagement/managedDevices',
      'DeviceManagementManagedDevices.Read.All',
    ],
    ['applications', 'apps registered in our directory', '/applications', 'Application.Read.All'],
    ['audit', 'who changed something in the directory', '/auditLogs/directoryAudits', 'AuditLog.Read.All'],
    ['licences', 'licences that the company has bought', '/subscribedSkus', 'LicenseAssignment.Read.All'],
    [
      'reports',
      "each person's activity in Teams",
      "/reports/getTeamsUserActivityUserDetail(period='D7')",
      'Reports.Read.All',
    ],
  ])(
    'can be found in beta by keywords, and the result states the missing permission and what is unknown: %s',
    async (_area, query, path, scope) => {
      await tenant.granting('ana.silva', ['User.Read'], async () => {
        const before = tenant.graph.log.length;
        const found = await call('graph_search_operations', { query });
        expect(found.replaceAll("'{period}'", "'D7'").split('\n')).toContain(`GET ${path}`);
        const described = await call('graph_describe_operation', { operation: `GET /beta${path}` });
        expect(described).toContain('(beta; not in the index)');
        expect(described).toContain('Parameters: unknown in beta');
        expect(described).toContain(
          `Permission: unknown in beta. The same path in v1.0 needs ${scope}, which is missing`,
        );
        const refusal: unknown = await call('graph_get', { path: `/beta${path}` }).catch(
          (error: unknown) => error,
        );
        expect(refusal).toMatchObject({
          code: 'missing_permission',
          message: expect.stringContaining(`${scope}, which the same path in v1.0 needs, was not granted`),
        });
        const sent = tenant.graph.log.slice(before).map((request) => request.path);
        expect(sent).toContain(`/beta${path}`);
        const whole = [found, described, (refusal as Error).message].join('\n');
        expect(encode(whole).length).toBeLessThanOrEqual(2_500);
      });
    },
  );

  it('can use beta if the organisation allows it, and states what is unknown about beta', async () => {
    const described = await call('graph_describe_operation', { operation: 'GET /beta/me/profile' });
    expect(described).toMatch(/^GET \/me\/profile \(beta; not in the index\)/);
    expect(described).toContain('Parameters: unknown\nPermission: unknown. If one is missing');
    expect(described).toContain('Policy: allowed');
    expect(described).toContain('graph_get {"path":"/beta/me/profile"}');
    await call('graph_get', { path: '/beta/me', select: 'displayName' }).catch(() => undefined);
    expect(tenant.graph.log.at(-1)?.path).toBe('/beta/me');
  });

  it('can be part of a batch, and the batch result names the missing permission', async () => {
    await tenant.granting('ana.silva', ['User.Read'], async () => {
      const text = await call('graph_batch', { paths: ['/me?$select=displayName', '/applications'] });
      expect(text).toContain('The permission Application.Read.All was not granted');
      expect(text).toContain('Ana Silva');
    });
  });
});
