import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

const OUTSIDER = 'petra.lindqvist@northwind.example';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

describe('the preview of send_draft', () => {
  it('marks copies with cc and blind copies with bcc', async () => {
    const given = { subject: 'Terms', to: [OUTSIDER], cc: ['Ben Okafor'], bcc: ['Chen Wei'] };
    const { text } = await tenant.call('ana.silva', 'create_draft', given);
    const [, message_id] = /with the id (\S+)\.$/.exec(text) ?? [];
    const preview = await tenant.previewOf('ana.silva', 'send_draft', { message_id });
    const people = `${OUTSIDER}, cc ${mailOf('ben.okafor')}, bcc ${mailOf('chen.wei')}`;
    expect(preview).toContain(`- send "Terms" to ${people}\n`);
  });
});

describe('the preview of send_mail', () => {
  it('marks copies with cc and blind copies with bcc', async () => {
    const given = { subject: 'Terms', body: 'b', to: [OUTSIDER], cc: ['Ben Okafor'], bcc: ['Chen Wei'] };
    const preview = await tenant.previewOf('ana.silva', 'send_mail', given);
    const copies = `cc Ben Okafor <${mailOf('ben.okafor')}>, bcc Chen Wei <${mailOf('chen.wei')}>`;
    expect(preview).toContain(`- reach ${OUTSIDER}, ${copies}\n`);
  });
});
