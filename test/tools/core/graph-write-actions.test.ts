import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import {
  confirmationIn,
  graphItemsIn,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const write = (given: object) => tenant.callOnce('ana.silva', 'graph_write', given);
const previewOf = (given: object) => tenant.previewOf('ana.silva', 'graph_write', given);

async function createDraft(subject: string): Promise<string> {
  const toRecipients = [{ emailAddress: { address: 'ben.okafor@contoso.example' } }];
  const { text } = await write({ method: 'POST', path: '/me/messages', body: { subject, toRecipients } });
  return `/me/messages/${/"id":"([^"]+)"/.exec(text)?.[1]}`;
}

describe('the preview of an action through graph_write', () => {
  it('names the item that the action changes', async () => {
    const draft = await createDraft('Figures for March');
    expect(await previewOf({ method: 'POST', path: `${draft}/send` })).toContain(
      '/send: Figures for March\n',
    );
  });

  it('names the device that would be wiped', async () => {
    const list = { path: '/deviceManagement/managedDevices', select: 'id,deviceName', top: 1 };
    const [device] = graphItemsIn((await tenant.call('goran.petrov', 'graph_get', list)).text);
    const path = `/deviceManagement/managedDevices/${String(device?.['id'])}/wipe`;
    const preview = await tenant.previewOf('goran.petrov', 'graph_write', { method: 'POST', path });
    expect(preview).toContain(`/wipe: ${String(device?.['deviceName'])}\n`);
  });

  it('shows the query of a path with three Outlook ids', async () => {
    const id = `AAMk${'x'.repeat(148)}`;
    const path = `/me/mailFolders/${id}/childFolders/${id}/messages/${id}?notify=no`;
    expect(await previewOf({ method: 'DELETE', path })).toContain('?notify=no\n');
  });

  it('cannot be confirmed if the item has changed since', async () => {
    const draft = await createDraft('Figures for April');
    const send = { method: 'POST', path: `${draft}/send` };
    const confirmation = confirmationIn(await previewOf(send));
    await write({ method: 'PATCH', path: draft, body: { subject: 'Other figures' } });
    const refusal: unknown = await write({ ...send, confirmation }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnconfirmedError);
    expect((refusal as Error).message).toContain('Other figures');
    const { text } = await tenant.call('ana.silva', 'graph_write', send);
    expect(text).toMatch(/^Done/);
  });

  it.each(['/me/sendMail', '/me/onlineMeetings'])('reads nothing for %s, which has no item', async (path) => {
    const body = { to: [{ emailAddress: { address: 'maria@fabrikam.example' } }] };
    const before = tenant.graph.log.length;
    await previewOf({ method: 'POST', path, body });
    const requests = tenant.graph.log.slice(before).map((entry) => entry.path);
    expect(requests.filter((one) => one !== '/v1.0/organization')).toEqual([]);
  });
});
