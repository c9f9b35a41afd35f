import { describe, expect, it } from 'vitest';

import { readAnswer } from '../../../src/graph/response/read-answer.ts';

const read = (status: number, headers: Record<string, string>) =>
  readAnswer(
    { kind: 'reply', status, headers, body: new Uint8Array() },
    { method: 'POST', path: '/x', repeat: 'never' },
  );

describe("a job's monitor URL", () => {
  it.each([
    [{ location: '/a' }, '/a'],
    [{ 'operation-location': '/b' }, '/b'],
    [{ location: '/a', 'operation-location': '/b' }, '/b'],
    [{}, undefined],
    [{ location: `/${'x'.repeat(2_000)}` }, undefined],
  ])('is read only from a valid Location or Operation-Location header: %j', (headers, monitor) => {
    expect(read(202, headers).monitor).toBe(monitor);
  });

  it('is read only from a 202 response', () => {
    expect(read(201, { location: '/a' })).not.toHaveProperty('monitor');
  });
});
