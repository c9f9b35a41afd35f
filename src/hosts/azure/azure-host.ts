import { randomUUID } from 'node:crypto';

import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';

import type { Portico } from '../../app/portico.ts';
import type { Config, ConfigResult } from '../../config/config.ts';
import type { App, RequestContext } from '../../http/request-context.ts';
import { clientAddress } from '../../http/client-address.ts';
import { startDeadline, type Deadline } from '../../http/request-deadline.ts';
import { nameOf } from '../../http/response/error-fields.ts';
import { problemJson, problemOf } from '../../http/response/problem.ts';
import { BODY_LIMIT_BYTES } from '../../http/serve-routes.ts';
import { readTraceparent } from '../../http/trace-context.ts';
import { toRequest, toResponseInit } from './azure-message.ts';
import { createUnconfiguredApp } from '../unconfigured-app.ts';

/** Beyond the app's own deadline, as a net under it; all of it below the platform's 230 s. */
const ANSWER_MARGIN_SECONDS = 5;

/** What the host does with an invocation. */
export type AzureHost = {
  /** Answers a request, whatever happens: without an answer the platform lets the client wait for minutes. */
  readonly answer: (incoming: HttpRequest, context: InvocationContext) => Promise<HttpResponseInit>;
  /** Removes what has expired; does nothing while the settings are wrong. */
  readonly purge: () => Promise<void>;
};

type Needs = {
  /** Reads the settings; asked late, because the platform replaces the environment after the start. */
  readonly read: () => ConfigResult;
  readonly create: (config: Config) => Portico;
};

type Opened = { readonly app: App; readonly hops: number; readonly answerSeconds: number };

/** A host that opens Portico at the first request and keeps it; what fails is tried again at the next one. */
export function createAzureHost({ read, create }: Needs): AzureHost {
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
        const request = await toRequest(incoming, BODY_LIMIT_BYTES);
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

/** The platform's own ids, where it gives them, tie our log lines to its. */
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
