import type { TokenCredential } from '@azure/identity';
import { TelemetryClient } from 'applicationinsights';

import { redactPathsIn } from './path-words.ts';
import { cap, redact, redactFields } from './redact.ts';
import { childTrace, createPlacement, requestTrace } from './trace.ts';
import type { Log, Telemetry } from './telemetry-types.ts';

/** Sends items through the Application Insights SDK. Times are in milliseconds since 1970. */
export type Sender = {
  request(item: Parameters<Telemetry['request']>[0], endedAt: number): void;
  dependency(item: Parameters<Telemetry['dependency']>[0], endedAt: number): void;
  exception: Telemetry['exception'];
  event: Telemetry['event'];
  close(): Promise<void>;
};

type Options = {
  connectionString: string;
  credential: TokenCredential | undefined;
  log: Log;
  version: string;
};

/**
 * Starts the SDK with its own providers instead of the global ones. The SDK patches nothing, collects only the items
 * passed to it, and stores nothing on disk. Import this module lazily, because it imports the SDK.
 */
export function createSender({ connectionString, credential, log, version }: Options): Sender {
  const client = new TelemetryClient(connectionString, { useGlobalProviders: false });
  const placement = createPlacement();
  client.config.enableUseDiskRetryCaching = false;
  client.config.azureMonitorOpenTelemetryOptions = {
    resource: createResource(version),
    spanProcessors: [placement.spans],
    logRecordProcessors: [placement.records],
    azureMonitorExporterOptions: {
      connectionString,
      disableOfflineStorage: true,
      retryOptions: { maxRetries: 1 },
      additionalPolicies: [{ position: 'perCall', policy: logRefusals(log) }],
      ...(credential && { credential }),
    },
  };
  client.initialize();
  return {
    request: (item, endedAt) =>
      placement.within(requestTrace(item), () =>
        client.trackRequest({
          name: item.name,
          url: removeQuery(item.url),
          duration: item.ms,
          time: new Date(endedAt - item.ms),
          resultCode: String(item.status),
          success: item.status < 500,
          properties: { ...methodAndRoute(item.name), requestId: item.requestId },
        }),
      ),
    dependency: (item, endedAt) =>
      placement.within(childTrace(item), () =>
        client.trackDependency({
          name: cap(redact(item.name)),
          target: item.target,
          dependencyTypeName: 'HTTP',
          data: '',
          duration: item.ms,
          time: new Date(endedAt - item.ms),
          resultCode: String(item.status),
          success: item.ok,
          properties: { 'http.method': methodAndRoute(item.name)['http.method'] },
        }),
      ),
    exception: (item) =>
      placement.within(childTrace(item), () => client.trackException({ exception: redactError(item.error) })),
    event: (name, properties, origin = {}) =>
      placement.within(childTrace(origin), () =>
        client.trackEvent({ name, properties: redactFields(properties) }),
      ),
    close: () => client.shutdown(),
  };
}

/** Returns the cloud role and version that the portal shows. */
function createResource(version: string) {
  const attributes = { 'service.name': 'portico', 'service.version': version };
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}

/**
 * Splits a name into method and route. The SDK shows a status only for spans with a method, and derives a request's
 * name from the method and route.
 */
function methodAndRoute(name: string): { 'http.method': string; 'http.route': string } {
  const [, method = 'HTTP', route = name] = /^([A-Z]+) (\S+)/.exec(name) ?? [];
  return { 'http.method': method, 'http.route': route };
}

function removeQuery(url: string): string {
  return cap(redact(url.split(/[?#]/, 1)[0] ?? ''));
}

/** Copies the error with a redacted message and stack. The cause and all other fields are left out. */
function redactError(error: unknown): Error {
  const original = error instanceof Error ? error : new Error(String(error));
  const message = redactPathsIn(original.message.slice(0, 8_000));
  const copy = new Error(cap(redact(message)));
  copy.name = original.name;
  copy.stack = cap(redact((original.stack ?? message).replace(original.message, () => message)), 8_000);
  return copy;
}

type ResponseStatus = { readonly status: number };

/** Logs the first and every hundredth collector failure, because the SDK itself logs none of these failures. */
function logRefusals(log: Log) {
  let failures = 0;
  const countFailure = (status: number) => {
    failures += 1;
    if (failures === 1 || failures % 100 === 0) log.warn('telemetry.refused', { status, failures });
  };
  return {
    name: 'porticoLogRefusals',
    async sendRequest<Request, Reply extends ResponseStatus>(
      request: Request,
      next: (request: Request) => Promise<Reply>,
    ): Promise<Reply> {
      try {
        const response = await next(request);
        if (response.status >= 400) countFailure(response.status);
        else failures = 0;
        return response;
      } catch (error) {
        countFailure(0);
        throw error;
      }
    },
  };
}
