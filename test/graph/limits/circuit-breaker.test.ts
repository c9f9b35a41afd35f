import { beforeEach, describe, expect, it } from 'vitest';

import { createCircuitBreakers } from '../../../src/graph/limits/circuit-breaker.ts';
import type { Outcome } from '../../../src/graph/response/outcome.ts';

const status = (code: number): Outcome => ({
  kind: 'reply',
  status: code,
  headers: {},
  body: new Uint8Array(),
});
const ok = status(200);
const down = status(503);

let now = 0;
let breakers: ReturnType<typeof createCircuitBreakers>;
beforeEach(() => {
  now = 1_000_000;
  breakers = createCircuitBreakers(() => now);
});

const admit = (person = 'ana', key = 'mail') => breakers.admit(key, person);

/** Sends a request for each person and records the given outcome. */
function sendAll(outcome: Outcome, people: readonly string[], ms = 5): void {
  for (const person of people) {
    const admitted = admit(person);
    if (admitted.kind === 'admitted') admitted.record(outcome, ms);
  }
}

const three = ['ana', 'ben', 'chen'];
const twelve = [...three, ...three, ...three, ...three];

describe('a circuit breaker', () => {
  it('opens if nearly all requests from several users fail, and reports how long it will stay open', () => {
    sendAll(ok, ['dana', 'emil']);
    sendAll(down, twelve);
    expect(admit()).toEqual({ kind: 'held', retryAfterSeconds: 2 });
  });

  it.each<[string, Outcome, number]>([
    ['lost responses', { kind: 'lost' }, 5],
    ['failed connections', { kind: 'unsent' }, 5],
    ['requests without a response for ten seconds', { kind: 'aborted' }, 10_000],
  ])('opens after %s', (_what, outcome, ms) => {
    sendAll(outcome, twelve, ms);
    expect(admit().kind).toBe('held');
  });

  it.each<[string, Outcome]>([
    ['throttling', status(429)],
    ['refusals', status(403)],
    ['responses that are too large', { kind: 'too-large' }],
    ['disconnected clients', { kind: 'aborted' }],
    ['failures due to full storage', status(507)],
  ])('stays closed after %s', (_what, outcome) => {
    sendAll(outcome, [...twelve, ...twelve]);
    expect(admit().kind).toBe('admitted');
  });

  it('stays closed if only requests from one or two users fail, however often', () => {
    for (let n = 0; n < 50; n += 1) sendAll(down, ['ana', 'ben']);
    expect(admit().kind).toBe('admitted');
  });

  it('stays closed if more than a fifth of the requests succeed', () => {
    sendAll(ok, [...three, 'dana']);
    sendAll(down, twelve);
    expect(admit().kind).toBe('admitted');
  });

  it('forgets failures from earlier windows', () => {
    sendAll(down, three);
    now += 10_000;
    sendAll(down, [...three, ...three]);
    now += 10_000;
    sendAll(down, three);
    expect(admit().kind).toBe('admitted');
  });

  it('applies only to its own key', () => {
    sendAll(down, twelve);
    expect(admit('ana', 'files').kind).toBe('admitted');
  });
});

describe('an open circuit breaker', () => {
  beforeEach(() => {
    sendAll(down, twelve);
    now += 2_000;
  });

  it('admits one probe after the open period and holds other requests until the probe ends', () => {
    expect(admit().kind).toBe('admitted');
    expect(admit('ben')).toEqual({ kind: 'held', retryAfterSeconds: 1 });
  });

  it.each([ok, status(404), status(429)])('closes if the probe gets a response', (outcome) => {
    sendAll(outcome, ['ana']);
    expect([admit().kind, admit('ben').kind]).toEqual(['admitted', 'admitted']);
  });

  it('stays open longer after each failed probe, up to 30 seconds', () => {
    const waits = [4, 8, 16, 30, 30].map((seconds) => {
      sendAll(down, ['ana']);
      const held = admit('ben');
      now += seconds * 1_000;
      return held;
    });
    expect(waits).toEqual(
      [4, 8, 16, 30, 30].map((retryAfterSeconds) => ({ kind: 'held', retryAfterSeconds })),
    );
    sendAll(ok, ['ana']);
    sendAll(down, twelve);
    expect(admit('ben')).toEqual({ kind: 'held', retryAfterSeconds: 2 });
  });

  it('admits another probe if the outcome of the first probe is unclear', () => {
    sendAll({ kind: 'aborted' }, ['ana']);
    expect(admit('ben').kind).toBe('admitted');
    expect(admit('chen').kind).toBe('held');
  });

  it('ignores responses to requests that were sent before it opened', () => {
    breakers = createCircuitBreakers(() => now);
    const early = admit();
    sendAll(down, twelve);
    if (early.kind === 'admitted') early.record(ok, 5);
    expect(admit().kind).toBe('held');
  });
});
