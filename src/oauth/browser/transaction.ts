import { deflateRawSync, inflateRawSync } from 'node:zlib';

import * as z from 'zod';

import { randomText } from '../../base/random.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { digest } from '../../base/sha256.ts';

/** The user has this long for the consent page, and the same time again for the sign-in at Entra. */
export const TRANSACTION_LIFETIME_SECONDS = 600;

/**
 * Maximum length of a client's state, in characters. The limit is generous, because connectors put JSON into the state.
 */
export const CLIENT_STATE_LIMIT = 4_000;

const common = {
  v: z.literal(1),
  /**
   * Whether the user has agreed. Until then the transaction is in the consent page; afterwards it is in a cookie.
   */
  agreed: z.boolean(),
  /** The state, PKCE verifier and nonce that we send to Entra. */
  state: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  /** Whether this is the second sign-in at Entra, which requests additional claims. */
  again: z.boolean(),
  /** Set if an earlier sign-in at Entra ended with a code that was already spent. */
  renewed: z.literal(true).exactOptional(),
  /** Set if several tenants are allowed but the user signs in to our own tenant. */
  ownTenant: z.literal(true).exactOptional(),
};

const clientTransaction = z.object({
  ...common,
  purpose: z.literal('client'),
  client: clientIdentity,
  redirectUri: z.string(),
  clientState: z.string().max(CLIENT_STATE_LIMIT).exactOptional(),
  challenge: z.string(),
});

const accountTransaction = z.object({ ...common, purpose: z.literal('account') });

/** `id` identifies the approval to show once the user is known. */
const approvalTransaction = z.object({
  ...common,
  purpose: z.literal('approval'),
  id: z.string().regex(/^[\w-]{1,64}$/),
});

/** `request` is the sealed request to link an account. Linking continues once the user is known. */
const linkTransaction = z.object({
  ...common,
  purpose: z.literal('link'),
  provider: z.string().regex(/^[a-z]{1,32}$/),
  request: z.string().max(2_000),
});

/** The purpose decides what the callback does once the user is known. */
const transactionClaims = z.discriminatedUnion('purpose', [
  clientTransaction,
  accountTransaction,
  approvalTransaction,
  linkTransaction,
]);

/** A pending sign-in for a client, from the consent page to the callback. */
export type ClientTransaction = z.infer<typeof clientTransaction>;

/** A pending sign-in. */
export type Transaction = z.infer<typeof transactionClaims>;

/** Returns the client that the sign-in is for, or undefined if the sign-in is for our own pages. */
export function clientOf(transaction: Transaction): ClientTransaction['client'] | undefined {
  return transaction.purpose === 'client' ? transaction.client : undefined;
}

/** The size of a state or a nonce. */
const SECRET_BYTES = 16;
/** 32 bytes give 43 characters in base64url, the minimum length of a verifier (RFC 7636, section 4.1). */
const VERIFIER_BYTES = 32;

/** Generates new secrets for one round trip to Entra. */
export function newRound(
  random: (bytes: number) => Uint8Array,
): Pick<Transaction, 'state' | 'verifier' | 'nonce'> {
  return {
    state: randomText(random, SECRET_BYTES),
    verifier: randomText(random, VERIFIER_BYTES),
    nonce: randomText(random, SECRET_BYTES),
  };
}

/**
 * Returns the id used in the names of a transaction's cookies: a digest of the transaction's state, so that the names
 * do not reveal the state.
 */
export function transactionId(state: string): string {
  return digest(state).slice(0, 22);
}

export function sealTransaction(transaction: Transaction, sealer: Sealer): Promise<string> {
  return sealer.seal('transaction', packed(transaction), TRANSACTION_LIFETIME_SECONDS);
}

/** Opens a sealed transaction. Returns undefined if it is not ours or has expired. */
export function openTransaction(sealed: string, sealer: Sealer): Promise<Transaction | undefined> {
  return tryOpenClaims(packedTransaction, 'transaction', sealed, sealer);
}

/**
 * Compresses the client's state if that makes it shorter, because the state is encoded twice and has to fit into
 * cookies.
 */
function packed(transaction: Transaction): Record<string, unknown> {
  if (transaction.purpose !== 'client' || transaction.clientState === undefined) return transaction;
  const { clientState, ...others } = transaction;
  const deflatedState = deflateRawSync(clientState).toString('base64url');
  return deflatedState.length < clientState.length ? { ...others, deflatedState } : transaction;
}

const packedTransaction = z.looseObject({}).transform(unpacked).pipe(transactionClaims);

function unpacked({ deflatedState, ...claims }: Record<string, unknown>): Record<string, unknown> {
  if (typeof deflatedState !== 'string') return claims;
  const bytes = inflateRawSync(Buffer.from(deflatedState, 'base64url'), {
    maxOutputLength: CLIENT_STATE_LIMIT,
  });
  return { ...claims, clientState: bytes.toString('latin1') };
}
