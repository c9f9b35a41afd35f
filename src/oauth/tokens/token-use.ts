/** One refresh token of a family. Tokens from earlier releases have no `tokenId`. */
export type RefreshTokenId = { readonly generation: number; readonly tokenId?: string | undefined };

/** The tokens that a family's row records. Rows from earlier releases have only the generation. */
export type FamilyTokens = {
  readonly generation: number;
  /** The newest token. Neither this token nor `voided` has been used. */
  readonly current: string | undefined;
  /** The token that was exchanged for the current token; undefined if it is from an earlier release. */
  readonly previous: string | undefined;
  /**
   * The token, or `OF_EARLIER_RELEASE`, that was replaced by the current token when the previous token was used late.
   */
  readonly voided: string | undefined;
  /** When the current token was issued, in seconds since 1970. */
  readonly rotatedAt: number;
};

/**
 * The ways in which a refresh token can be used.
 * `current`: the current token, as intended.
 * `parallel`: the previous token, within 30 seconds of the refresh.
 * `late`: the previous token after that time. This use voids the current token.
 * `voided`: a token voided by a late use, before its replacement was used.
 * `reused`: anything else. Such a use is treated as theft.
 */
export type TokenUse = 'current' | 'parallel' | 'late' | 'voided' | 'reused';

/** Stands for the id of a token without `tokenId`. Real token ids are never empty. */
const OF_EARLIER_RELEASE = '';

/**
 * How long after a refresh the previous token still gets a successor. Clients refresh in parallel, even from several
 * processes.
 */
const PARALLEL_SECONDS = 30;

/** Classifies the use of a token; `now` is in seconds since 1970. docs/security.md describes the states. */
export function classifyUse(family: FamilyTokens, token: RefreshTokenId, now: number): TokenUse {
  const known = family.current !== undefined && token.tokenId !== undefined;
  const is = (tokenId: string | undefined, generation: number) =>
    token.generation === generation && (!known || token.tokenId === tokenId);
  if (is(family.current, family.generation)) return 'current';
  if (known && is(family.voided, family.generation)) return 'voided';
  if (!is(family.previous, family.generation - 1)) return 'reused';
  if (now - family.rotatedAt <= PARALLEL_SECONDS) return 'parallel';
  return family.voided === undefined ? 'late' : 'reused';
}

/** Returns the family's tokens after a use that changes them. `tokenId` is the id of the new token. */
export function afterUse(
  family: FamilyTokens,
  token: RefreshTokenId,
  issued: { readonly use: 'current' | 'late' | 'voided'; readonly tokenId: string; readonly now: number },
): FamilyTokens {
  const next = { current: issued.tokenId, previous: token.tokenId, rotatedAt: Math.floor(issued.now) };
  return issued.use === 'late'
    ? { ...next, generation: family.generation, voided: family.current ?? OF_EARLIER_RELEASE }
    : { ...next, generation: family.generation + 1, voided: undefined };
}
