import { randomUUID } from 'node:crypto';

import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';

import type { Portico } from '../../app/portico.ts';
import type { Config, ConfigResult } from '../../config/config.ts';
import type { App, RequestContext } from '../../http/request-context.ts';
import { clientAddress } from '../../http/client-address.ts';
import { ANSWER_MARGIN_SECONDS, startDeadline, type Deadline } from '../../http/request-deadline.ts';
import { problemJson, problemOf } from '../../http/response/problem.ts';
import { readTraceparent } from '../../http/trace-context.ts';
import { MESSAGE_LIMIT_BYTES } from '../../routes.ts';
import { nameOf } from '../../telemetry/error-fields.ts';
import { toRequest, toResponseInit } from './azure-message.ts';
import { createUnconfiguredApp } from '../unconfigured-app.ts';

export type AzureHost = {
  /** Never throws, because without a response the platform keeps the client waiting for minutes. */
  readonly answer: (incoming: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;
  /** Deletes expired rows; does nothing while the settings are invalid. */
  readonly purge: () => Promise<void>;
};

type Options = {
  /** Reads the settings. Called on the first request, because the platform replaces the environment after start-up. */
  readonly read: () => ConfigResult;
  readonly create: (config: Config) => Portico;
};

type Opened = { readonly app: App; readonly hops: number; readonly answerSeconds: number };

/** Creates Portico on the first request; if that fails, the next request tries again. */
export function createAzureHost({ read, create }: Options): AzureHost {
  let portico: Portico | undefined;
  let opened: Opened | undefined;
  const open = (): Opened => {
    if (opened) return opened;
    const settings = read();
    if (!settings.ok) return { app: createUnconfiguredApp(settings.problems), hops: 0, answerSeconds: 10 };
    portico = create(settings.config);
    const { requestDeadlineSeconds, trustedProxyHops: hops } = settings.config;
    opened = { app: portico.app, hops, answerSeconds: requestDeadlineSeconds + ANSWER_MARGIN_SECONDS };
    return opened;
  };
  return {
    answer: async (incoming, context) => {
      let deadline: Deadline | undefined;
      try {
        const { app, hops, answerSeconds } = open();
        deadline = startDeadline(answerSeconds);
        const request = toRequest(incoming, MESSAGE_LIMIT_BYTES);
        return await toResponseInit(await app(request, requestContextOf(request, context, hops, deadline)));
      } catch (error) {
        context.error('the host failed:', nameOf(error));
        return toResponseInit(problemJson(problemOf(error, context.invocationId)));
      } finally {
        deadline?.end();
      }
    },
    purge: async () => {
      open();
      await portico?.purge();
    },
  };
}

/** Uses the platform's ids if available, so that our log lines match the platform's. */
function requestContextOf(
  request: Request,
  context: InvocationContext,
  hops: number,
  deadline: Deadline,
): RequestContext {
  const { headers } = request;
  return {
    requestId: context.invocationId || randomUUID(),
    address: clientAddress(headers.get('x-forwarded-for'), undefined, hops),
    traceparent: readTraceparent(context.traceContext?.traceParent ?? headers.get('traceparent')),
    signal: deadline.signal,
  };
}
