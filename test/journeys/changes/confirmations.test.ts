import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let later = 0;
let world: World;
let ana: string;
beforeAll(async () => {
  world = await startPortico(
    { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' },
    () => Date.now() + later,
  );
  ana = await tokenOf('ana.silva');
});
afterAll(() => world.close());

const tokenOf = async (person: string) => (await signIn({ origin: world.origin, person })).accessToken;

let count = 0;
const mail = () => ({ to: ['bob@fabrikam.example'], subject: `Offer ${(count += 1)}`, body: 'Hello' });
const call = async (args: object, token = ana) =>
  resultOf(await postMcp(world, toolCall('send_mail', { ...args }), { token }));
const previewOf = async (args: object, token = ana) => confirmationIn((await call(args, token)).text);
const sendRequests = () => world.standIns.graph.log.filter(({ path }) => path.endsWith('/sendMail')).length;

describe('mail to an external recipient', () => {
  it('is previewed first, and is sent once after the confirmation', async () => {
    const args = mail();
    const before = sendRequests();
    const { text, isError } = await call(args);
    expect([isError, sendRequests()]).toEqual([false, before]);
    expect(text).toContain('Nothing has been done yet. send_mail would:');
    expect(text).toContain('bob@fabrikam.example');
    const confirmation = confirmationIn(text);
    expect(world.lines.join('\n')).not.toContain(confirmation);
    expect((await call({ ...args, confirmation })).text).toContain('Handed to Exchange');
    expect(sendRequests()).toBe(before + 1);
    const again = await call({ ...args, confirmation });
    expect(again.text).toContain('The confirmation was not accepted: it has already been used.');
    expect((await call({ ...args, confirmation: confirmationIn(again.text) })).text).toContain(
      'Handed to Exchange',
    );
  });

  it('is sent even if the confirmed call spells out defaults or uses a different Unicode normalisation form', async () => {
    const args = { ...mail(), subject: 'Caf\u00e9' };
    const confirmation = await previewOf(args);
    const same = { ...args, subject: 'Cafe\u0301', format: 'markdown', confirmation };
    expect((await call(same)).text).toContain('Handed to Exchange');
  });

  it.each<[string, (args: ReturnType<typeof mail>) => object]>([
    ['other recipients', (args) => ({ ...args, to: [...args.to, 'eve@evil.example'] })],
    ['a different text', (args) => ({ ...args, body: 'Hello!' })],
    ['a blind copy', (args) => ({ ...args, bcc: ['eve@evil.example'] })],
    ['another mailbox', (args) => ({ ...args, mailbox: 'team@contoso.example' })],
  ])('is not sent with %s if only the original was confirmed', async (_what, change) => {
    const args = mail();
    const confirmation = await previewOf(args);
    const before = sendRequests();
    const { text } = await call({ ...change(args), confirmation });
    expect(sendRequests()).toBe(before);
    expect(text).toContain('The confirmation was not accepted: it was issued for a different call');
    expect(text).toContain('Nothing has been done yet.');
  });

  it('is not sent with a confirmation from another user or another sign-in', async () => {
    const args = mail();
    const [ben, second] = [await tokenOf('ben.okafor'), await tokenOf('ana.silva')];
    for (const token of [ben, second]) {
      const { text } = await call({ ...args, confirmation: await previewOf(args) }, token);
      expect(text).toContain('The confirmation was not accepted');
    }
  });

  it('is not sent more than five minutes after the preview', async () => {
    const args = mail();
    const confirmation = await previewOf(args);
    later += 301_000;
    expect((await call({ ...args, confirmation })).text).toContain('it is older than five minutes');
    later = 0;
  });

  it.each(['', 'yes', 'true', 'A'.repeat(30)])(
    'is not sent with the confirmation %j',
    async (confirmation) => {
      expect((await call({ ...mail(), confirmation })).text).toContain('Nothing has been done yet.');
    },
  );

  it('differs from mail within the organisation, which is sent without a preview', async () => {
    expect((await call({ ...mail(), to: ['ben.okafor@contoso.example'] })).text).toContain(
      'Handed to Exchange',
    );
  });
});
