import { randomBytes } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createConfirmations } from '../../../src/calls/confirmation/confirmation.ts';
import type { ConfirmedCall } from '../../../src/calls/confirmation/confirmed-call.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import { openSealer } from '../../kit/sealer.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const call: ConfirmedCall = {
  tool: 'delete_message',
  args: { message_ids: ['a', 'b'], comment: 'Caf\u00e9', nested: { x: 1, y: [1, 2] } },
  tid: 'tenant',
  oid: 'person',
  clientId: 'client',
  family: 'family',
  policyHash: 'policy',
  versions: ['etag-1'],
};

function openConfirmations() {
  const clock = { ms: NOW };
  const now = () => clock.ms;
  const store = createMemoryStore({ now });
  const sealer = openSealer(now);
  return {
    clock,
    store,
    sealer,
    now,
    confirmations: createConfirmations({ sealer, store, now, random: randomBytes }),
  };
}

describe('a confirmation', () => {
  it('is 30 characters long and accepted once for the call that was previewed', async () => {
    const { confirmations } = openConfirmations();
    const token = await confirmations.issue(call);
    expect(token).toMatch(/^[\w-]{30}$/);
    expect(await confirmations.redeem(token, call)).toEqual({ ok: true });
    expect(await confirmations.redeem(token, call)).toEqual({ ok: false, why: 'it has already been used' });
  });

  it('is accepted for the same arguments in a different order and Unicode form', async () => {
    const { confirmations } = openConfirmations();
    const token = await confirmations.issue(call);
    const args = { nested: { y: [1, 2], x: 1 }, comment: 'Cafe\u0301', message_ids: ['a', 'b'] };
    expect(await confirmations.redeem(token, { ...call, args })).toEqual({ ok: true });
  });

  it('is accepted for five minutes on every instance', async () => {
    const { confirmations, clock, sealer, store, now } = openConfirmations();
    const [early, late] = [
      await confirmations.issue(call),
      await confirmations.issue({ ...call, oid: 'other' }),
    ];
    const second = createConfirmations({ sealer, store, now, random: randomBytes });
    clock.ms += 299_000;
    expect(await second.redeem(early, call)).toEqual({ ok: true });
    expect(await confirmations.redeem(early, call)).toMatchObject({ why: 'it has already been used' });
    clock.ms += 1_000;
    expect(await second.redeem(late, { ...call, oid: 'other' })).toEqual({
      ok: false,
      why: 'it is older than five minutes',
    });
  });

  it.each<[string, Partial<ConfirmedCall>]>([
    ['the tool or its arguments', { args: { ...call.args, message_ids: ['b', 'a'] } }],
    ['the tool or its arguments', { args: { ...call.args, message_ids: ['a'] } }],
    ['the tool or its arguments', { args: { ...call.args, extra: null } }],
    ['the tool or its arguments', { tool: 'delete_event' }],
    ['the items that the call would affect, which have changed since', { versions: ['etag-2'] }],
    ['the items that the call would affect, which have changed since', { versions: [] }],
    ['the user or the client', { tid: 'other' }],
    ['the user or the client', { oid: 'other' }],
    ['the user or the client', { clientId: 'other' }],
    ['the user or the client', { family: 'other' }],
    ['the user or the client', { family: undefined }],
    ["your organisation's policy", { policyHash: 'other' }],
  ])('is refused after a change, and the reason names %s: %o', async (named, change) => {
    const { confirmations, clock } = openConfirmations();
    const whys = new Set<string>();
    // A hint has only four bits, so a token may not show exactly which part differs. Of several tokens, at least one
    // names only the part that differs, and all others include that part in their list.
    for (let n = 0; n < 12; n++) {
      clock.ms += 1_000;
      const redeemed = await confirmations.redeem(await confirmations.issue(call), { ...call, ...change });
      whys.add(redeemed.ok ? 'accepted' : redeemed.why);
    }
    expect([...whys].filter((why) => !why.includes('one of these'))).toEqual([
      `it was issued for a different call (different: ${named})`,
    ]);
    for (const why of whys) expect(why).toContain(named);
  });

  it('is refused if any of its bits is changed', async () => {
    const { confirmations } = openConfirmations();
    const bytes = Buffer.from(await confirmations.issue(call), 'base64url');
    // The first two bytes are hints and do not decide whether the confirmation is accepted.
    for (let bit = 16; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(await confirmations.redeem(changed.toString('base64url'), call), `bit ${bit}`).toMatchObject({
        ok: false,
      });
    }
  });

  it('differs from another confirmation for the same call in the same second', async () => {
    const { sealer, store, now } = openConfirmations();
    let next = 0;
    const random = () => Uint8Array.of((next += 1));
    const counting = createConfirmations({ sealer, store, now, random });
    const [first, second] = [await counting.issue(call), await counting.issue(call)];
    expect(await counting.redeem(first, call)).toEqual({ ok: true });
    expect(await counting.redeem(second, call)).toEqual({ ok: true });
  });

  it.each([2 ** 24, 2 ** 25, 2 ** 24 - 300, 2 ** 23])('is refused after %i seconds', async (seconds) => {
    const { confirmations, clock } = openConfirmations();
    const token = await confirmations.issue(call);
    clock.ms += seconds * 1_000;
    expect(await confirmations.redeem(token, call)).toMatchObject({ ok: false });
  });

  it.each([0, 1, 2 ** 24 - 400, 2 ** 24 - 299, 2 ** 24 - 1])(
    'is accepted before and after its expiry counter wraps around: %i',
    async (offset) => {
      const { confirmations, clock } = openConfirmations();
      clock.ms = (107 * 2 ** 24 + offset) * 1_000;
      const token = await confirmations.issue(call);
      clock.ms += 299_000;
      expect(await confirmations.redeem(token, call)).toEqual({ ok: true });
    },
  );

  it('cannot be used again by changing its unprotected bits', async () => {
    const { confirmations } = openConfirmations();
    const token = Buffer.from(await confirmations.issue(call), 'base64url');
    expect(await confirmations.redeem(token.toString('base64url'), call)).toEqual({ ok: true });
    token.writeUInt16BE(token.readUInt16BE() ^ 0xffff);
    expect(await confirmations.redeem(token.toString('base64url'), call)).toMatchObject({
      why: 'it has already been used',
    });
  });

  it.each(['', 'yes', 'true', 'A'.repeat(29), 'A'.repeat(31), `${'A'.repeat(29)}=`, '\u0000'.repeat(30)])(
    'is refused if it is not a token: %j',
    async (token) => {
      const { confirmations } = openConfirmations();
      expect(await confirmations.redeem(token, call)).toEqual({
        ok: false,
        why: 'it was not issued by this server',
      });
    },
  );

  it('is not accepted while the tables are down', async () => {
    const { confirmations, sealer, now } = openConfirmations();
    const store = { insert: () => Promise.reject(new UnavailableError('Table Storage')) };
    const down = createConfirmations({ sealer, store, now, random: randomBytes });
    await expect(down.redeem(await confirmations.issue(call), call)).rejects.toThrow(UnavailableError);
  });
});
