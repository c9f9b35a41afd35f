import { describe, expect, it } from 'vitest';

import { formProof, formProofHolds, newFormProof } from '../../src/http/csrf.ts';
import { createWorld } from '../kit/oauth-world.ts';

describe('the proof of a form', () => {
  it('holds for the cookie that it was made for, under its name, and for no other', async () => {
    const world = createWorld();
    const proof = await newFormProof('logout', world);
    expect(await formProofHolds('logout', proof, world)).toBe(true);
    expect(await formProofHolds('session', proof, world)).toBe(false);
    expect(await formProofHolds('logout', { ...proof, cookie: 'other' }, world)).toBe(false);
  });

  it('does not hold where cookie or field is missing, whatever the other one is', async () => {
    const world = createWorld();
    const field = await formProof('logout', 'undefined', world);
    expect(await formProofHolds('logout', { cookie: 'undefined', field }, world)).toBe(true);
    expect(await formProofHolds('logout', { cookie: undefined, field }, world)).toBe(false);
    expect(await formProofHolds('logout', { cookie: 'undefined', field: undefined }, world)).toBe(false);
  });
});
