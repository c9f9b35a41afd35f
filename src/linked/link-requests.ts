import * as z from 'zod';

import { digest } from '../base/sha256.ts';
import { tryOpenClaims, type Sealer } from '../secrets/seal.ts';
import type { Place, Store } from '../state/store.ts';
import type { Owner } from './provider.ts';

/** How long the user has to open and complete a link request. */
const LINK_REQUEST_SECONDS = 10 * 60;

const common = {
  tid: z.string(),
  oid: z.string(),
  provider: z.string(),
  /** Expiry in seconds since 1970. Stricter than the token's own expiry, which tolerates clock differences. */
  until: z.int(),
};

const requestClaims = z.object({ ...common, use: z.literal('request'), jti: z.string() });

const roundClaims = z.object({
  ...common,
  use: z.literal('round'),
  /** The `jti` of the request. */
  request: z.string(),
  state: z.string(),
  verifier: z.string(),
});

const questionClaims = z.object({
  ...common,
  use: z.literal('question'),
  /** A digest of the tool and its arguments. */
  call: z.string(),
  /** The sealed link request whose URL was shown to the user. */
  request: z.string(),
});

/** A user's request to link an account, opened from its URL. */
export type LinkRequest = Owner & { readonly provider: string; readonly id: string; readonly until: number };

/** A round trip to the provider in the user's browser. */
export type LinkRound = Omit<z.infer<typeof roundClaims>, 'use'>;

/**
 * Requests to link an account. They are sealed, so their URLs reveal nothing and cannot be created for another
 * user. Methods throw `UnavailableError` while the keys or the tables are down.
 */
export type LinkRequests = {
  /** Creates a link request and returns it sealed. */
  create(owner: Owner, provider: string): Promise<string>;
  urlOf(provider: string, sealed: string): string;
  /**
   * Opens a request; undefined if it is not ours or has expired. The caller must check that the request belongs to the
   * signed-in user.
   */
  open(sealed: string | undefined): Promise<LinkRequest | undefined>;
  /** Returns whether a request has already been used. */
  wasUsed(id: string): Promise<boolean>;
  /** Marks a request as used. Returns false if it had already been used. */
  use(id: string): Promise<boolean>;
  sealRound(round: LinkRound): Promise<string>;
  openRound(sealed: string): Promise<LinkRound | undefined>;
  /**
   * Seals the state for a question that asks the user to open a request's URL. The client sends the state back with the
   * user's answer.
   */
  sealQuestion(owner: Owner, question: { provider: string; request: string; call: string }): Promise<string>;
  /** Returns the sealed link request if the state belongs to a question about this exact call; otherwise undefined. */
  openQuestion(
    owner: Owner,
    answer: { provider: string; state: string; call: string },
  ): Promise<string | undefined>;
};

export function createLinkRequests({
  sealer,
  store,
  publicUrl,
  now,
}: {
  readonly sealer: Pick<Sealer, 'seal' | 'open'>;
  readonly store: Pick<Store, 'insert' | 'has'>;
  readonly publicUrl: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): LinkRequests {
  const seconds = () => Math.floor(now() / 1_000);
  const seal = (claims: Record<string, unknown>) => sealer.seal('link', claims, LINK_REQUEST_SECONDS);
  const untilFrom = () => seconds() + LINK_REQUEST_SECONDS;

  const open = async <Claims extends { until: number }>(
    shape: z.ZodType<Claims>,
    sealed: string,
  ): Promise<Claims | undefined> => {
    const claims = await tryOpenClaims(shape, 'link', sealed, sealer);
    return claims !== undefined && claims.until > seconds() ? claims : undefined;
  };

  return {
    create: ({ tid, oid }, provider) => seal({ use: 'request', tid, oid, provider, until: untilFrom() }),
    urlOf: (provider, sealed) => `${publicUrl}/connect/${provider}?e=${sealed}`,
    open: async (sealed) => {
      const claims = sealed === undefined ? undefined : await open(requestClaims, sealed);
      if (claims === undefined) return undefined;
      const { tid, oid, provider, until, jti } = claims;
      return { tid, oid, provider, until, id: jti };
    },
    wasUsed: (id) => store.has(usedPlace(id)),
    use: (id) => store.insert(usedPlace(id), { value: {}, expiresAt: seconds() + 2 * LINK_REQUEST_SECONDS }),
    sealRound: (round) => seal({ ...round, use: 'round' }),
    openRound: (sealed) => open(roundClaims, sealed),
    sealQuestion: ({ tid, oid }, question) =>
      seal({ use: 'question', tid, oid, ...question, until: untilFrom() }),
    openQuestion: async ({ tid, oid }, { provider, state, call }) => {
      const claims = await open(questionClaims, state);
      if (claims === undefined) return undefined;
      const isSame =
        claims.tid === tid && claims.oid === oid && claims.provider === provider && claims.call === call;
      return isSame ? claims.request : undefined;
    },
  };
}

/**
 * Returns the place where a used request is stored, under a digest of its id. No user's partition starts with `used-`.
 */
function usedPlace(id: string): Place {
  const hidden = digest(id);
  return { table: 'links', partition: `used-${hidden.slice(0, 2)}`, id: hidden };
}
