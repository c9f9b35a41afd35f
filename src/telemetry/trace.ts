import { hash } from 'node:crypto';

import type { Origin } from './telemetry-types.ts';

/**
 * The position of an item in a distributed trace (W3C Trace Context). Ids are in hex. If `spanId` is undefined, the SDK
 * chooses the span id.
 */
export type Trace = {
  readonly traceId: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
};

const wellFormed = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/**
 * Returns the trace of a request: the caller's trace if the caller sent one, otherwise a trace derived from the request
 * id.
 */
export function requestTrace(
  origin: Origin & { readonly requestId: string },
): Trace & { readonly spanId: string } {
  return { ...idsOf(origin.requestId), ...callerTrace(origin) };
}

/**
 * Returns the trace of an item recorded during a request. The item's parent is the request, or the caller if there is
 * no request id.
 */
export function childTrace(origin: Origin): Trace | undefined {
  const { requestId } = origin;
  if (requestId === undefined) return callerTrace(origin);
  const { traceId, spanId } = requestTrace({ ...origin, requestId });
  return { traceId, parentSpanId: spanId };
}

/** Returns the caller's trace, with the caller's span as the parent. */
function callerTrace({ traceparent = '' }: Origin): Trace | undefined {
  const [, traceId, parentSpanId] = wellFormed.exec(traceparent) ?? [];
  return traceId === undefined || parentSpanId === undefined ? undefined : { traceId, parentSpanId };
}

/** Derives ids from the request id, so that parents and children need no shared state. */
function idsOf(requestId: string): { traceId: string; spanId: string } {
  const digest = hash('sha256', requestId, 'hex');
  return { traceId: digest.slice(0, 32), spanId: digest.slice(32, 48) };
}

/**
 * Creates the processors that set the trace of each item. The SDK's client has no parameter for the trace, but its
 * processors run synchronously while an item is being tracked.
 */
export function createPlacement() {
  let current: Trace | undefined;
  const nothing = { forceFlush: () => Promise.resolve(), shutdown: () => Promise.resolve() };
  return {
    within(trace: Trace | undefined, track: () => void): void {
      current = trace;
      try {
        track();
      } finally {
        current = undefined;
      }
    },
    spans: {
      ...nothing,
      onStart(span: { spanContext(): { traceId: string; spanId: string } }) {
        if (current === undefined) return;
        const { traceId, spanId, parentSpanId } = current;
        const context = Object.assign(span.spanContext(), { traceId, ...(spanId && { spanId }) });
        const parent = parentSpanId && { ...context, spanId: parentSpanId };
        Object.assign(span, { parentSpanContext: parent });
      },
      onEnd: () => {},
    },
    records: {
      ...nothing,
      onEmit(record: object) {
        if (current?.parentSpanId === undefined) return;
        const spanContext = { traceId: current.traceId, spanId: current.parentSpanId, traceFlags: 1 };
        Object.assign(record, { spanContext });
      },
    },
  };
}
