import { randomBytes } from 'node:crypto';

import { appendBounded } from '../bounded.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import type { Person } from '../tenant/people.ts';
import { webListener } from '../web-listener.ts';
import { createListeners, type Listener } from './listeners.ts';
import { createAuthorize } from './spotify-accounts.ts';
import { createTokens, type Tokens, type TokensOptions } from './spotify-tokens.ts';
import { createWebApi } from './spotify-web-api.ts';

const LOG_LIMIT = 10_000;

/** A logged request, without codes, tokens and secrets. */
export type SpotifyLogEntry = { readonly method: string; readonly path: string; readonly status: number };

/** Spotify's accounts service and Web API. Both use one origin, which is the value for the setting `SPOTIFY_URL`. */
export type SpotifyStandIn = Listening & {
  readonly clientSecret: string;
  /** The settings that make a host use this stand-in. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: readonly SpotifyLogEntry[];
  /** Returns a person's account. Tests can change the account. */
  readonly listener: (alias: string) => Listener;
  readonly control: Pick<Tokens, 'revoke' | 'withdrawScope' | 'expireAccessTokens' | 'openGrants'> & {
    /** Outages of the token endpoint and of the Web API. */
    readonly accounts: OutageControl;
    readonly api: OutageControl;
    /** Whether the app is in development mode, as every new app is. */
    developmentMode: boolean;
    /**
     * Whether the app's owner has Premium. Without Premium, Spotify refuses the calls of an app in development mode.
     */
    ownerHasPremium: boolean;
    /** Whether a refresh replaces the refresh token. */
    rotatesRefreshTokens: boolean;
    /**
     * Called before each response of the token endpoint is sent. The response is delayed until the returned promise
     * settles.
     */
    beforeTokenResponse: (() => Promise<void>) | undefined;
  };
};

export type SpotifyOptions = {
  readonly port?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The people with an account. Default: the demo company's people. */
  readonly people?: readonly Person[];
  readonly newToken?: TokensOptions['newToken'];
};

export async function startSpotify(options: SpotifyOptions = {}): Promise<SpotifyStandIn> {
  const now = options.now ?? Date.now;
  const clientId = '8c5f0a7e3b9d4e21a6c4d2f1b0e97a35';
  const clientSecret = randomBytes(16).toString('hex');
  const listeners = createListeners(now(), options.people);
  const newToken = options.newToken ?? (() => `BQ${randomBytes(48).toString('base64url')}`);
  const tokens = createTokens({
    clientId,
    clientSecret,
    now,
    newToken,
    rotates: () => control.rotatesRefreshTokens,
  });
  const { newCode, hasApproved } = tokens;
  const authorize = createAuthorize({ clientId, listeners, newCode, hasApproved });
  const outages = { accounts: createOutage(), api: createOutage() };
  const log: SpotifyLogEntry[] = [];
  const control: SpotifyStandIn['control'] = {
    ...tokens,
    accounts: outages.accounts.control,
    api: outages.api.control,
    developmentMode: true,
    ownerHasPremium: true,
    rotatesRefreshTokens: true,
    beforeTokenResponse: undefined,
  };
  const answerApi = createWebApi({ listeners, grantOf: tokens.grantOf, now, app: control });

  const answer = async (request: Request, url: URL): Promise<Response> => {
    if (url.pathname === '/authorize') return authorize(request);
    if (url.pathname === '/api/token' && request.method === 'POST') {
      const failure = await outages.accounts.apply();
      if (failure !== undefined) return Response.json({ error: 'temporarily_unavailable' }, failure);
      const response = await tokens.token(request);
      await control.beforeTokenResponse?.();
      return response;
    }
    const failure = await outages.api.apply();
    if (failure === undefined) return answerApi(request, url);
    const message = failure.status === 429 ? 'API rate limit exceeded' : 'Service unavailable';
    return Response.json({ error: { status: failure.status, message } }, failure);
  };

  const listening = await listen(
    webListener(async (request) => {
      const url = new URL(request.url);
      const response = await answer(request, url);
      const { method } = request;
      appendBounded(log, { method, path: url.pathname.slice(0, 200), status: response.status }, LOG_LIMIT);
      return response;
    }),
    options.port,
  );
  const listener = (alias: string): Listener => {
    const found = listeners.get(alias);
    if (found === undefined) throw new RangeError(`No Spotify account belongs to ${alias}.`);
    return found;
  };
  const settings = { SPOTIFY_CLIENT_ID: clientId, SPOTIFY_URL: listening.origin };
  return { ...listening, settings, clientSecret, log, listener, control };
}
