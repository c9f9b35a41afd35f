import { describe, expect, it } from 'vitest';

import { requestHeaders } from '../../../src/hosts/node/request-headers.ts';

const given = {
  host: 'localhost',
  accept: 'application/json, text/event-stream',
  cookie: 'a=1; b=2',
  'set-cookie': ['a=1', 'b=2'],
  'x-empty': '',
};

describe("a request's headers on the Node host", () => {
  it.each(['Host', 'ACCEPT', 'cookie', 'set-cookie', 'x-empty', 'x-absent', 'constructor', '__proto__'])(
    'return the same value for %s as the built-in class',
    (name) => {
      const [ours, theirs] = [requestHeaders(given), builtIn()];
      expect(ours.get(name)).toBe(theirs.get(name));
      expect(ours.has(name)).toBe(theirs.has(name));
    },
  );

  it('have the same entries as the built-in class', () => {
    expect([...requestHeaders(given)]).toEqual([...builtIn()]);
    expect(requestHeaders(given)).toBeInstanceOf(Headers);
  });

  it('can be copied and given to a new request', () => {
    const copy = new Headers(requestHeaders(given));
    copy.set('accept', '*/*');
    expect(copy.get('accept')).toBe('*/*');
    const request = new Request('http://localhost/', { headers: requestHeaders(given) });
    expect(request.headers.get('cookie')).toBe('a=1; b=2');
  });

  it('cannot be changed', () => {
    const headers = requestHeaders(given);
    expect(() => headers.set('accept', '*/*')).toThrow(TypeError);
    expect(() => headers.append('accept', '*/*')).toThrow(TypeError);
    expect(() => headers.delete('accept')).toThrow(TypeError);
    expect(headers.get('accept')).toBe(given.accept);
  });
});

function builtIn(): Headers {
  return new Headers(Object.entries(given).map(([name, value]) => [name, String(value)]));
}
