/**
 * A process that records items with the telemetry under test, as a host would. The process is bundled like the deployed
 * app and started with the collector's certificate in NODE_EXTRA_CA_CERTS. Its argument is an `Order` as JSON. It
 * prints its log lines, then one line with an `Outcome` as JSON.
 */
import { operationName } from '../../src/graph/request/graph-url.ts';
import { createTelemetry } from '../../src/telemetry/application-insights.ts';
import { createLog } from '../../src/telemetry/log.ts';

export type Order = {
  readonly connectionString: string;
  readonly withIdentity: boolean;
  /** The number of additional events to record before the SDK is loaded. */
  readonly early: number;
};

export type Outcome = { readonly closeMs: number; readonly audiences: readonly string[] };

/** Secrets that no envelope is allowed to contain. */
export const canaries = {
  jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ',
  code: 'Zm9vYmFyQ2FuYXJ5Q29kZTEyMzQ1Njc4OTBhYmNkZWZnaGk',
  mail: 'canary.person@contoso.example',
} as const;

/**
 * Names that look like words, numbers or both. An envelope must not contain any part of a path or query in which one of
 * these names occurs.
 */
export const names = ['CanaryOfLetters', 'canary.of.letters', '4711081547110815', 'canary4711'] as const;

/** Paths at Microsoft Graph that contain a name. */
const pathsWith = (name: string) => [
  `/users/${name}/messages`,
  `/me/drive/root:/${name}/${name}.docx:/content`,
  `/sites/contoso.example:/sites/${name}`,
  `/users('${name}')/manager`,
  `/me/drive/search(q='${name}')`,
];

/** The trace context of the simulated caller. */
export const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

async function main(order: Order): Promise<void> {
  const audiences: string[] = [];
  const log = createLog({ write: (line) => process.stdout.write(line), level: 'debug', now: Date.now });
  const getToken = (scopes: string | string[]) => {
    audiences.push(...[scopes].flat());
    return Promise.resolve({ token: 'token-of-the-identity', expiresOnTimestamp: Date.now() + 3_600_000 });
  };
  const telemetry = createTelemetry({
    connectionString: order.connectionString,
    identity: order.withIdentity ? () => Promise.resolve({ getToken }) : undefined,
    log,
    version: '1.2.3',
    now: Date.now,
  });
  const traced = { requestId: 'request-1', traceparent };
  for (let n = 0; n < order.early; n += 1) telemetry.event('early', { n });
  telemetry.dependency({
    target: 'Graph',
    name: 'GET /me/messages',
    status: 200,
    ok: true,
    ms: 12,
    ...traced,
  });
  await telemetry.start();
  telemetry.dependency({
    target: 'Entra',
    name: 'On-Behalf-Of',
    status: 503,
    ok: false,
    ms: 7,
    requestId: 'request-2',
  });
  telemetry.event(
    'tool',
    { tool: 'list_messages', outcome: 'success', token: 'short', answer: canaries.jwt },
    traced,
  );
  for (const path of names.flatMap(pathsWith)) {
    const name = operationName({ method: 'GET', path, repeat: 'safe' });
    telemetry.dependency({ target: 'Graph', name, status: 404, ok: false, ms: 5, ...traced });
    const query = `?$search="${path}"&$filter=startswith(displayName,'${path}')`;
    const message = `GET https://graph.microsoft.com/v1.0${path}${query} failed`;
    telemetry.exception({ error: new TypeError(message), ...traced });
  }
  telemetry.exception({ error: new Error(`code ${canaries.code} of ${canaries.mail}`), ...traced });
  const url = `https://mcp.contoso.example/mcp?code=${canaries.code}`;
  telemetry.request({ name: 'POST /mcp', url, status: 200, ms: 25, requestId: 'request-1', traceparent });
  telemetry.request({
    name: 'POST /mcp',
    url,
    status: 503,
    ms: 9,
    requestId: 'request-2',
    traceparent: undefined,
  });
  const closing = Date.now();
  await telemetry.close();
  const outcome: Outcome = { closeMs: Date.now() - closing, audiences };
  process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit());
}

if (process.argv[2] !== undefined) await main(JSON.parse(process.argv[2]) as Order);
