import { ageOf } from '../../../base/clock/age.ts';
import { createLruMap } from '../../../base/lru-map.ts';
import { createSingleFlight } from '../../../base/single-flight.ts';
import { OAuthError } from '../../../errors.ts';
import type { Log, Telemetry } from '../../../telemetry/telemetry-types.ts';
import { documentUrl } from './document-url.ts';
import { readDocument, type ClientMetadata } from './document.ts';
import { download, internet, type Network } from './download-document.ts';
import { freshFor } from './freshness.ts';
import { knownDocuments } from './known-documents.ts';

const DEADLINE_MS = 5_000;
/** How long a failed fetch is cached, either as a refusal or as the client's known metadata. */
const FAILURE_CACHED_MS = 60_000;
const DOCUMENTS_CACHED = 1_000;
/** Maximum number of parallel fetches. Further requests get a 503. */
const PARALLEL_FETCHES = 64;

/**
 * Fetches and checks the document behind an https client_id; throws `OAuthError` if the document is invalid or
 * unreachable.
 */
export type FetchClientMetadata = (clientId: string) => Promise<ClientMetadata>;

/** By default, `resolve` and `connect` use the real internet. */
export type FetcherDependencies = Partial<Network> & {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
  readonly telemetry?: Telemetry;
  readonly deadlineMs?: number;
};

/**
 * The metadata of a client_id, or the message that explains why it is refused; valid for `lifetimeMs` from `knownAt`
 * (milliseconds since 1970).
 */
type Known = ({ readonly metadata: ClientMetadata } | { readonly refusal: string }) & {
  readonly knownAt: number;
  readonly lifetimeMs: number;
};

/**
 * Fetches Client ID Metadata Documents. Documents are cached for as long as their headers allow, and failures for a
 * minute. Parallel callers share one fetch.
 */
export function createClientMetadataFetcher(dependencies: FetcherDependencies): FetchClientMetadata {
  const cache = createLruMap<Known>(DOCUMENTS_CACHED);
  const fetches = createSingleFlight<Known>();

  const fetchAndCache = async (clientId: string, url: URL): Promise<Known> => {
    const known = await fetchDocument(clientId, url, dependencies);
    cache.set(clientId, known);
    return known;
  };
  const find = (clientId: string, url: URL): Known | Promise<Known> => {
    const known = cache.peek(clientId);
    if (known !== undefined && ageOf(known.knownAt, dependencies.now()) < known.lifetimeMs) return known;
    if (fetches.current(clientId) === undefined && fetches.size >= PARALLEL_FETCHES) throw busy();
    return fetches.run(clientId, () => fetchAndCache(clientId, url));
  };

  return async (clientId) => {
    const known = await find(clientId, documentUrl(clientId));
    if ('refusal' in known) throw new OAuthError('invalid_client', known.refusal);
    return known.metadata;
  };
}

/**
 * Never rejects: a failure is cached as a refusal. If the document cannot be fetched, the client's known metadata is
 * used instead, if there is any.
 */
async function fetchDocument(clientId: string, url: URL, dependencies: FetcherDependencies): Promise<Known> {
  const { now, deadlineMs = DEADLINE_MS } = dependencies;
  const began = now();
  const report = (outcome: string) => {
    const fields = { host: url.hostname, outcome, ms: now() - began };
    dependencies.log.info('client_metadata', fields);
    dependencies.telemetry?.event('client_metadata', fields);
  };
  try {
    const { text, headers } = await download(
      url,
      { ...internet, ...dependencies },
      AbortSignal.timeout(deadlineMs),
    );
    const metadata = readDocument(text, clientId);
    report('read');
    return { metadata, knownAt: now(), lifetimeMs: freshFor(headers, now()) };
  } catch (error) {
    report(reasonOf(error));
    const lasting = { knownAt: now(), lifetimeMs: FAILURE_CACHED_MS };
    if (error instanceof OAuthError) return { refusal: error.message, ...lasting };
    const metadata = knownDocuments.get(clientId);
    return metadata === undefined ? { refusal: NOT_FETCHED, ...lasting } : { metadata, ...lasting };
  }
}

/**
 * Every network failure has the same message, so that callers cannot find out which names resolve inside our
 * network.
 */
const NOT_FETCHED =
  'The metadata document of this client cannot be fetched: it must be a JSON document of at most 5 kB on the public internet, served within 5 seconds and without a redirect.';

function reasonOf(error: unknown): string {
  if (error instanceof OAuthError) return error.message;
  const { code, message } = error as { code?: unknown; message: string };
  return (typeof code === 'string' ? code : message).slice(0, 100);
}

function busy(): OAuthError {
  const headers = { 'retry-after': '5' };
  return new OAuthError(
    'temporarily_unavailable',
    'Too many apps are signing in for the first time; try again.',
    {
      status: 503,
      headers,
    },
  );
}
