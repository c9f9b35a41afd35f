/** One refresh token of a family. Tokens of earlier releases have no `tokenId`. */
export type RefreshTokenId = { readonly generation: number; readonly tokenId?: string | undefined };

/** What a family remembers about its tokens. Rows of earlier releases have the generation only. */
export type FamilyTokens = {
  readonly generation: number;
  /** The newest token. Like `voided`, it has not been used. */
  readonly current: string | undefined;
  /** The token whose use made the current one. */
  readonly previous: string | undefined;
  /** The sibling that the current token replaced when the previous one was used late. */
  readonly voided: string | undefined;
  /** When the current token was made, in seconds since 1970. */
  readonly rotatedAt: number;
};

/**
 * How a refresh token is used. `current`: as intended. `parallel`: the previous token, within 30 s. `late`: the previous
 * token, afterwards; it voids the current one. `voided`: the token that a late use voided, before its replacement was
 * used. `reused`: anything else, which is theft.
 */
export type TokenUse = 'current' | 'parallel' | 'late' | 'voided' | 'reused';

/** Stands for a token without `tokenId`; no token has it. */
const OF_EARLIER_RELEASE = '';

/** Clients refresh in parallel, also from several processes; all of them get the same successor. */
export const PARALLEL_SECONDS = 30;

/** Classifies the use of a token; `now` is in seconds since 1970. The states are in docs/security.md. */
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

/** The family after a use that changes it; `tokenId` is the id of the new token. */
export function afterUse(
  family: FamilyTokens,
  token: RefreshTokenId,
  made: { readonly use: 'current' | 'late' | 'voided'; readonly tokenId: string; readonly now: number },
): FamilyTokens {
  const previous = token.tokenId ?? OF_EARLIER_RELEASE;
  const next = { current: made.tokenId, previous, rotatedAt: Math.floor(made.now) };
  return made.use === 'late'
    ? { ...next, generation: family.generation, voided: family.current ?? OF_EARLIER_RELEASE }
    : { ...next, generation: family.generation + 1, voided: undefined };
}
