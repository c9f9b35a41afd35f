import { appendBounded } from '../bounded.ts';
import { dispatch, VaultRefusal, type VaultCall } from './vault-routing.ts';
import { createKeys } from './vault-keys.ts';
import { createSecrets, type Secrets } from './vault-secrets.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import { demoTenant } from '../tenant/people.ts';
import { webListener } from '../web-listener.ts';

const LOG_LIMIT = 10_000;

/** A logged request. `authorized` means that the request had a bearer token. */
export type VaultLogEntry = { readonly method: string; readonly path: string; readonly authorized: boolean };

/** The Key Vault stand-in. Its origin is the value for the setting `KEY_VAULT_URL`. */
export type KeyVaultStandIn = Listening &
  Pick<Secrets, 'put' | 'disable'> & {
    readonly log: readonly VaultLogEntry[];
    /** Creates an RSA key, or a new version of an existing key. Returns the version. */
    readonly createKey: (name: string) => Promise<string>;
    readonly disableKey: (name: string, version: string) => void;
    /** `outage('429', seconds, times)` imitates Key Vault's throttling. */
    readonly control: OutageControl;
  };

/** Starts the stand-in on loopback. `now` is in milliseconds. */
export async function startKeyVault(
  options: { port?: number; now?: () => number; tenantId?: string } = {},
): Promise<KeyVaultStandIn> {
  const now = options.now ?? Date.now;
  const ownOrigin = (): string => listening.origin;
  const secrets = createSecrets(ownOrigin, now);
  const keys = createKeys(ownOrigin, now);
  const routes = [...secrets.routes, ...keys.routes];
  const log: VaultLogEntry[] = [];
  const outage = createOutage();

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const authorized = /^Bearer \S/.test(request.headers.get('authorization') ?? '');
    appendBounded(log, { method: request.method, path: url.pathname.slice(0, 200), authorized }, LOG_LIMIT);
    const failure = await outage.apply();
    if (failure !== undefined) return Response.json(failureBody(failure.status), failure);
    if (!authorized) return challenge(options.tenantId ?? demoTenant.id);
    try {
      const call = await readCall(request, url);
      return (await dispatch(routes, call)) ?? new Response(null, { status: 404 });
    } catch (error) {
      if (error instanceof VaultRefusal) return refusalResponse(error);
      throw error;
    }
  };

  const listening = await listen(webListener(answer), options.port);
  return {
    ...listening,
    put: secrets.put,
    disable: secrets.disable,
    createKey: keys.create,
    disableKey: keys.disable,
    log,
    control: outage.control,
  };
}

async function readCall(request: Request, url: URL): Promise<VaultCall> {
  if (!url.searchParams.has('api-version')) {
    throw new VaultRefusal(400, 'BadParameter', 'api-version is missing from the query.');
  }
  const text = await request.text();
  try {
    return { method: request.method, url, body: text === '' ? undefined : JSON.parse(text) };
  } catch {
    throw new VaultRefusal(400, 'BadParameter', 'The body is not JSON.');
  }
}

/**
 * Creates the challenge for the SDK's first request. The SDK sends this request without a token or a body, and repeats
 * the request in full after the challenge.
 */
function challenge(tenantId: string): Response {
  const authority = `https://login.microsoftonline.com/${tenantId}`;
  return Response.json(
    { error: { code: 'Unauthorized', message: 'A bearer token is required.' } },
    {
      status: 401,
      headers: {
        'www-authenticate': `Bearer authorization="${authority}", resource="https://vault.azure.net"`,
      },
    },
  );
}

function refusalResponse(refusal: VaultRefusal): Response {
  const { status, code, message, inner } = refusal;
  const error = { code, message, ...(inner !== undefined && { innererror: { code: inner } }) };
  return Response.json({ error }, { status });
}

function failureBody(status: number) {
  return status === 429
    ? { error: { code: 'Throttled', message: 'Too many requests to the vault.' } }
    : { error: { code: 'ServiceUnavailable', message: 'The vault is unavailable.' } };
}
