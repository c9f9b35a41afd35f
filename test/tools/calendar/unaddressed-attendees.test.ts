import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from '../../../src/standins/tenant/calendar.ts';
import { mailOf, oidOf, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

describe('an attendee without an address', () => {
  it('is named in the preview of update_event, because the attendee can be an outsider', async () => {
    const given = { subject: 'Tasting', start: '2026-11-24T15:00', attendees: [mailOf('ben.okafor')] };
    const { text } = await tenant.callOnce('ana.silva', 'create_event', given);
    const event_id = / id (\S+)$/.exec(text)?.[1] ?? '';
    const change = { event_id, location: 'Kitchen' };
    expect((await tenant.callOnce('ana.silva', 'update_event', change)).text).toContain('Changed');
    const events = eventsOf(tenant.graph.tenant, oidOf('ana.silva'));
    const [event] = events.all().filter(({ subject }) => subject === given.subject);
    const [ben] = event!.attendees;
    const group = { ...ben!, emailAddress: { name: 'Suppliers' } as never };
    events.change(event!, { attendees: [ben!, group] });
    const preview = await tenant.previewOf('ana.silva', 'update_event', { ...change, location: 'Cellar' });
    expect(preview).toContain('Suppliers (no address)');
  });
});
