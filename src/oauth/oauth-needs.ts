import type { Config } from '../config/config.ts';
import type { EntraSignIn, VerifyEntra } from '../entra/entra-types.ts';
import type { CookieJar } from '../http/cookies.ts';
import type { RateLimit } from '../http/limits/rate-limit.ts';
import type { Admission } from '../policy/caller.ts';
import type { Sealer } from '../secrets/seal.ts';
import type { BlockedUntil } from '../state/block-snapshot.ts';
import type { Store } from '../state/store.ts';
import type { Audit, Log } from '../telemetry/telemetry-types.ts';
import type { ScopeInWords } from '../tools/scopes.ts';
import type { Families } from './tokens/family.ts';

/** What a client says of itself in a Client ID Metadata Document. */
export type ClientMetadata = {
  readonly clientName: string | undefined;
  readonly redirectUris: readonly string[];
};

/** Fetches and checks the document behind an https client_id; throws `OAuthError` for one that does not hold. */
export type FetchClientMetadata = (clientId: string) => Promise<ClientMetadata>;

/** Checks an access token; throws `OAuthError('invalid_token')`, `UnavailableError`, or `HttpError` 403 and 429 (`admitting`). */
export type Authenticate = (token: string) => Promise<Admission>;

/** The blocks as this instance knows them now; throws `UnavailableError` where it never could read them. */
export type CurrentBlocks = { readonly current: () => Promise<BlockedUntil> };

/** Everything that the endpoints of this room use; each names the few that it needs. `now` is in milliseconds since 1970. */
export type OAuthNeeds = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly store: Store;
  readonly families: Families;
  readonly signIn: EntraSignIn;
  readonly verify: VerifyEntra;
  readonly authenticate: Authenticate;
  readonly cookies: CookieJar;
  readonly blocks: CurrentBlocks;
  /** The refreshes of each family. */
  readonly refreshes: RateLimit;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly audit: Audit;
  readonly log: Log;
  /** The Graph permissions that Portico asks for, as the consent page tells them. */
  readonly scopes: readonly ScopeInWords[];
  /** Given where the server may fetch documents; without it no https client_id is known. */
  readonly fetchClientMetadata?: FetchClientMetadata;
};
