import { parseRetryAfter } from '../base/headers.ts';
import { parseJson } from '../base/json-text.ts';
import { waitedOut } from '../base/wait.ts';
import { StoppedError } from '../base/with-deadline.ts';
import { LinkNeededError, ToolError } from '../errors.ts';
import type { Permission } from '../policy/decision.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ConfiguredProvider } from './configured-provider.ts';
import { createExchange, type Reply } from './provider-exchange.ts';
import type { ProviderAnswer, ProviderRequest, ProviderUse } from './provider-request.ts';

/**
 * Sends one request with the user's own token. Throws `LinkNeededError` if there is no link or the link lacks a scope,
 * and `ToolError` for responses that the model can act on. Also throws the errors of `AccessTokens`.
 */
export type ProviderApi = (
  permission: Permission,
  request: ProviderRequest,
  use: ProviderUse,
) => Promise<ProviderAnswer>;

export function createProviderApi({
  accessTokens,
  telemetry,
  now,
}: {
  readonly accessTokens: AccessTokens;
  readonly telemetry: Telemetry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ProviderApi {
  /** When each provider accepts requests again. A provider's limits apply to the requests of all users together. */
  const pausedUntil = new Map<string, number>();

  const exchange = createExchange(telemetry);

  const waitForPause = async ({ provider, signal }: ProviderUse): Promise<void> => {
    const seconds = Math.ceil(((pausedUntil.get(provider.name) ?? 0) - now()) / 1_000);
    if (seconds <= 0) return;
    if (seconds > provider.limits.longestWaitSeconds) throw throttled(provider, seconds);
    if (!(await waitedOut(seconds * 1_000, signal))) throw new StoppedError();
  };

  const pauseAfter = ({ headers }: Reply, provider: ConfiguredProvider): number => {
    const { retryAfterSeconds = provider.limits.retryAfterSeconds } = parseRetryAfter(
      headers.get('retry-after'),
    );
    pausedUntil.set(provider.name, now() + retryAfterSeconds * 1_000);
    return retryAfterSeconds;
  };

  /** Waits for the provider at most once within a call. */
  const sendWithin = async (request: ProviderRequest, use: ProviderUse, token: string): Promise<Reply> => {
    const { provider } = use;
    await waitForPause(use);
    const reply = await exchange(request, use, token);
    if (reply.status !== 429) return reply;
    const seconds = pauseAfter(reply, provider);
    if (seconds > provider.limits.longestWaitSeconds) throw throttled(provider, seconds);
    await waitForPause(use);
    const second = await exchange(request, use, token);
    if (second.status === 429) throw throttled(provider, pauseAfter(second, provider));
    return second;
  };

  return async (_permission, request, use) => {
    const { provider, owner, signal } = use;
    const token = await tokenWith(accessTokens, use);
    use.onSend();
    let reply = await sendWithin(request, use, token.accessToken);
    if (reply.status === 401) {
      const renewed = await accessTokens(owner, provider, { signal, refused: token.accessToken });
      reply = await sendWithin(request, use, renewed.accessToken);
    }
    if (reply.status === 401) throw new LinkNeededError(provider, 'ended');
    return answerOf(reply, request, use);
  };
}

/** Returns an access token with the scopes that a tool needs. Throws `LinkNeededError` if there is no such token. */
export async function tokenWith(
  accessTokens: AccessTokens,
  { owner, provider, scopes, signal }: Pick<ProviderUse, 'owner' | 'provider' | 'scopes' | 'signal'>,
): ReturnType<AccessTokens> {
  const token = await accessTokens(owner, provider, { signal });
  const missing = scopes.filter((scope) => !token.scopes.includes(scope));
  if (missing.length === 0) return token;
  throw permissionsNeeded(provider, missing);
}

function permissionsNeeded(provider: ConfiguredProvider, scopes: readonly string[]): LinkNeededError {
  const missing = scopes.map((scope) => [scope, provider.scopes[scope]].filter(Boolean).join(': '));
  return new LinkNeededError(provider, 'permissions', missing);
}

/** How much of an error response is searched for known words. */
const ERROR_TEXT_BYTES = 1_000;

function answerOf(
  { status, bytes }: Reply,
  { method }: ProviderRequest,
  { provider, scopes }: ProviderUse,
): ProviderAnswer {
  const { title } = provider;
  const changes = method !== 'GET';
  if (bytes === undefined)
    throw new ToolError('too_large', `The response from ${title} is too large. Request fewer rows.`);
  if (status >= 200 && status < 300)
    return { status, body: parseJson(bytes.toString('utf8')), bytes: bytes.byteLength };
  const text = bytes.toString('utf8', 0, ERROR_TEXT_BYTES);
  const explained = provider.explain({ status, text, method });
  if (explained === 'missing scope') throw permissionsNeeded(provider, scopes);
  if (explained !== undefined) throw new ToolError(explained.code, explained.message);
  if (status >= 500)
    throw new ToolError('unavailable', `${title} is unavailable at the moment (status ${status}).`, {
      sideEffect: changes ? 'unknown' : 'unchanged',
      retryAfterSeconds: provider.limits.retryAfterSeconds,
    });
  if (status === 404)
    throw new ToolError('not_found', `${title} has no item with this id, or the user has no access to it.`);
  throw new ToolError('refused', `${title} refused the request (status ${status}).`);
}

function throttled({ title }: ConfiguredProvider, seconds: number): ToolError {
  return new ToolError('throttled', `${title} has received too many requests from this server.`, {
    retryAfterSeconds: seconds,
  });
}
