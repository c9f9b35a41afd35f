import { z } from 'zod';

import { SealError, type Sealer } from '../../secrets/seal.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import { digest } from '../../base/sha256.ts';

/** How long a person has for the consent page, and again for signing in at Entra. */
export const TRANSACTION_LIFETIME_SECONDS = 600;

const common = {
  v: z.literal(1),
  /** Whether the person said yes; before that it lies in the consent page, after it in a cookie. */
  agreed: z.boolean(),
  /** Our side of the flow with Entra. */
  state: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  /** Whether Entra was already asked a second time, with claims. */
  again: z.boolean(),
};

const clientTransaction = z.object({
  ...common,
  purpose: z.literal('client'),
  client: clientIdentity,
  redirectUri: z.string(),
  clientState: z.string().exactOptional(),
  challenge: z.string(),
});

const accountTransaction = z.object({ ...common, purpose: z.literal('account') });

/** The purposes say what is done once the person is known; see the table in `callback.ts`. */
const transactionClaims = z.discriminatedUnion('purpose', [clientTransaction, accountTransaction]);

/** A sign-in for a client that is under way, from the consent page to the callback. */
export type ClientTransaction = z.infer<typeof clientTransaction>;

/** A sign-in that is under way. */
export type Transaction = z.infer<typeof transactionClaims>;

/** The client that a sign-in is for, where it is for one. */
export function clientOf(transaction: Transaction): ClientTransaction['client'] | undefined {
  return transaction.purpose === 'client' ? transaction.client : undefined;
}

/** Fresh secrets for one round to Entra. */
export function newRound(
  random: (bytes: number) => Uint8Array,
): Pick<Transaction, 'state' | 'verifier' | 'nonce'> {
  const text = (bytes: number) => Buffer.from(random(bytes)).toString('base64url');
  return { state: text(16), verifier: text(32), nonce: text(16) };
}

/** The id by which a transaction's cookies are found: the digest of its state, so that the state itself stays unnamed. */
export function transactionId(state: string): string {
  return digest(state).slice(0, 22);
}

/** Seals a transaction for ten minutes. */
export function sealTransaction(transaction: Transaction, sealer: Sealer): Promise<string> {
  return sealer.seal('transaction', transaction, TRANSACTION_LIFETIME_SECONDS);
}

/** Opens a sealed transaction; undefined when it is not ours or its time is over. */
export async function openTransaction(sealed: string, sealer: Sealer): Promise<Transaction | undefined> {
  try {
    return transactionClaims.parse(await sealer.open('transaction', sealed));
  } catch (error) {
    if (error instanceof SealError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
