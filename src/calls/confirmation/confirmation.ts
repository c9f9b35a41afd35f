import { timingSafeEqual } from 'node:crypto';

import { digest } from '../../base/sha256.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { Place, Store } from '../../state/store.ts';
import { canonicalJson } from './canonical-json.ts';
import { belongsToAnother, namesOf, parts, type ConfirmedCall } from './confirmed-call.ts';

/** `why` is the reason why a confirmation was not accepted. It completes "The confirmation was not accepted: …". */
export type Redeemed = { readonly ok: true } | { readonly ok: false; readonly why: string };

/**
 * Confirmations prove that exactly this call was previewed, not that the user agreed to it. Methods throw
 * `UnavailableError` while the keys or the tables are unavailable, so that nothing runs unconfirmed.
 */
export type Confirmations = {
  /** Returns a token of 30 characters that is valid for five minutes. */
  issue(call: ConfirmedCall): Promise<string>;
  /** Accepts each token only once. */
  redeem(token: string, call: ConfirmedCall): Promise<Redeemed>;
};

const LIFETIME_SECONDS = 5 * 60;
const HINT_BYTES = 2;
/**
 * A token contains only the lowest three bytes of the expiry in seconds since 1970. These bytes repeat every 194 days,
 * but the MAC covers the full number.
 */
const EXPIRY_BYTES = 3;
const EXPIRY_RANGE = 2 ** (8 * EXPIRY_BYTES);
/** A random byte, so that two previews of the same call within one second usually have different tokens. */
const NONCE_BYTES = 1;
const HEAD_BYTES = HINT_BYTES + EXPIRY_BYTES + NONCE_BYTES;
const MAC_BYTES = 16;

/**
 * A token consists of hints (four bits for each part of the call), the expiry, a nonce and a 128-bit MAC. The MAC
 * covers the call's parts, the expiry and the nonce, and it alone decides whether a token is accepted. The hints only
 * help to report what differs. `now` is in milliseconds.
 */
export function createConfirmations({
  sealer,
  store,
  now,
  random,
}: {
  readonly sealer: Pick<Sealer, 'shortMac'>;
  readonly store: Pick<Store, 'insert'>;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
}): Confirmations {
  const macOf = (call: ConfirmedCall, expiry: number, nonce: number): Promise<Buffer> =>
    sealer.shortMac('confirmation', canonicalJson([expiry, nonce, ...parts.map(({ of }) => of(call))]));

  return {
    issue: async (call) => {
      const expiry = Math.floor(now() / 1_000) + LIFETIME_SECONDS;
      const [nonce = 0] = random(NONCE_BYTES);
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeUInt16BE(hintsOf(call, expiry));
      head.writeUIntBE(expiry % EXPIRY_RANGE, HINT_BYTES, EXPIRY_BYTES);
      head.writeUInt8(nonce, HINT_BYTES + EXPIRY_BYTES);
      return Buffer.concat([head, await macOf(call, expiry, nonce)]).toString('base64url');
    },

    redeem: async (token, call) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== HEAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token)
        return { ok: false, why: 'it was not issued by this server' };
      const seconds = Math.floor(now() / 1_000);
      const expiry = nearest(bytes.readUIntBE(HINT_BYTES, EXPIRY_BYTES), seconds);
      const nonce = bytes.readUInt8(HINT_BYTES + EXPIRY_BYTES);
      const mac = bytes.subarray(HEAD_BYTES);
      if (!timingSafeEqual(await macOf(call, expiry, nonce), mac))
        return { ok: false, why: describeDifference(bytes.readUInt16BE(), hintsOf(call, expiry)) };
      if (expiry <= seconds) return { ok: false, why: 'it is older than five minutes' };
      const isFirstUse = await store.insert(placeOf(mac, expiry), { value: {}, expiresAt: expiry });
      return isFirstUse ? { ok: true } : { ok: false, why: 'it has already been used' };
    },
  };
}

/** Returns the time nearest to `seconds` whose lowest bytes are `lastBytes`. Times are in seconds since 1970. */
function nearest(lastBytes: number, seconds: number): number {
  const candidate = seconds - (seconds % EXPIRY_RANGE) + lastBytes;
  const half = EXPIRY_RANGE / 2;
  if (candidate - seconds > half) return candidate - EXPIRY_RANGE;
  return seconds - candidate > half ? candidate + EXPIRY_RANGE : candidate;
}

function hintsOf(call: ConfirmedCall, expiry: number): number {
  const nibble = (value: unknown) =>
    Buffer.from(digest(canonicalJson([expiry, value])), 'base64url').readUInt8() & 0xf;
  return parts.reduce((hints, { of }) => (hints << 4) | nibble(of(call)), 0);
}

/**
 * Names the parts whose hints differ. A hint has only four bits, so it can miss a difference. If no hint differs,
 * every part is named.
 */
function describeDifference(issued: number, current: number): string {
  const differing = parts.filter((_, index) => {
    const shift = 4 * (parts.length - 1 - index);
    return ((issued >> shift) & 0xf) !== ((current >> shift) & 0xf);
  });
  if (differing.length === 0)
    return `it was issued for a different call; at least one of these differs: ${namesOf(parts)}`;
  return belongsToAnother(differing);
}

/**
 * Returns where a confirmation's use is stored. The id is only the MAC, because a confirmation with changed hints is
 * still the same confirmation.
 */
function placeOf(mac: Buffer, expiry: number): Place {
  const partition = String(Math.floor(expiry / 3_600));
  return { table: 'confirmations', partition, id: mac.toString('base64url') };
}
