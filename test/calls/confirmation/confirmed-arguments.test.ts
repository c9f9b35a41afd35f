import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import { confirmationIn, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const mail = { to: ['someone@fabrikam.example'], subject: '', body: 'Text.' };
let mails = 0;
beforeEach(() => {
  // The clock does not advance, so two previews of the same email could get the same confirmation.
  mail.subject = `Offer ${(mails += 1)}`;
});
const send = (more: object) => tenant.callOnce('ana.silva', 'send_mail', { ...mail, ...more });

async function previewOf(more: object = {}): Promise<string> {
  const error: unknown = await send(more).catch((thrown: unknown) => thrown);
  if (!(error instanceof UnconfirmedError)) throw error;
  return confirmationIn(error.message);
}

describe('a confirmed call', () => {
  it.each<[object, object]>([
    [{ cc: [], bcc: [''] }, {}],
    [{}, { cc: '', attachments: [] }],
    [{ mailbox: '', importance: null }, { cc: '[]' }],
  ])('matches the preview even if %j is now sent as %j', async (first, second) => {
    const confirmation = await previewOf(first);
    expect((await send({ ...second, confirmation })).text).toContain('Handed to Exchange');
  });

  it('does not match the preview if a copy recipient was added', async () => {
    const confirmation = await previewOf({ cc: [] });
    await expect(send({ cc: ['ben.okafor@contoso.example'], confirmation })).rejects.toThrow(
      'it was issued for a different call',
    );
  });

  it.each([
    (token: string) => ` ${token}\n`,
    (token: string) => `"${token}"`,
    (token: string) => `'${token}'.`,
    (token: string) => `\`${token}\``,
    (token: string) => `**${token}**`,
    (token: string) => `confirmation="${token}"`,
    (token: string) => `\u200b${token}`,
  ])('is accepted with punctuation around its confirmation: %s', async (written) => {
    const confirmation = written(await previewOf());
    expect((await send({ confirmation })).text).toContain('Handed to Exchange');
  });

  it.each([
    (token: string) => `${token}A`,
    (token: string) => token.slice(1),
    (token: string) => `${token} ${token}`,
    (token: string) => token.toLowerCase(),
  ])('is refused if its confirmation was altered: %s', async (written) => {
    const confirmation = written(await previewOf());
    await expect(send({ confirmation })).rejects.toThrow(UnconfirmedError);
  });
});
