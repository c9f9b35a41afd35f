import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { mailOf, oidOf, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

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

describe('send_draft', () => {
  const draftTo = (...recipients: readonly object[]) => {
    const stored = storeMessage(tenant.graph.tenant, oidOf('ana.silva'), 'drafts', {
      subject: 'Prices',
      body: { contentType: 'text', content: 'x' },
      from: recipient(mailOf('ana.silva')),
      to: recipients as never,
      at: Date.parse('2026-11-20T08:00:00Z'),
      conversation: 'Prices',
      read: true,
      draft: true,
    });
    return { message_id: String(stored['$immutableId']) };
  };
  const recipient = (address: string) => ({ emailAddress: { name: address, address } });

  it('previews a draft to a group of contacts, because the group can contain outsiders', async () => {
    const group = { emailAddress: { name: 'ben.okafor@contoso.example' } };
    const preview = await tenant.previewOf(
      'ana.silva',
      'send_draft',
      draftTo(recipient(mailOf('ana.silva')), group),
    );
    expect(preview).toContain(`to ${mailOf('ana.silva')}, ben.okafor@contoso.example (no address)\n`);
  });

  it('sends a draft at once if all recipients are colleagues', async () => {
    const { text } = await tenant.callOnce(
      'ana.silva',
      'send_draft',
      draftTo(recipient(mailOf('ben.okafor'))),
    );
    expect(text).toContain('Handed to Exchange');
  });
});
