import { describe, expect, it } from 'vitest';

import { createLog, type LogLevel } from '../../src/telemetry/log.ts';
import { FIELD_LIMIT, VALUE_LIMIT } from '../../src/telemetry/redact.ts';
import type { Fields } from '../../src/telemetry/telemetry-types.ts';

const now = () => Date.UTC(2026, 10, 21, 9, 30);

function lines(level: LogLevel = 'debug') {
  const written: string[] = [];
  const log = createLog({ write: (line) => written.push(line), level, now });
  return { log, written, last: () => JSON.parse(written.at(-1) ?? '{}') as Record<string, unknown> };
}

describe('the log', () => {
  it('writes one JSON line per event', () => {
    const { log, written } = lines();
    log.info('request', { status: 200, route: 'mcp', cached: true, nothing: undefined });
    expect(written).toEqual([
      '{"time":"2026-11-21T09:30:00.000Z","level":"info","event":"request","status":200,"route":"mcp","cached":true}\n',
    ]);
  });

  it.each<[LogLevel, string[]]>([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['error', ['error']],
  ])('at level %s writes %s', (level, expected) => {
    const { log, written } = lines(level);
    for (const each of ['debug', 'info', 'warn', 'error'] as const) log[each]('event');
    expect(written.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(expected);
  });

  it.each([
    ['debug', true],
    ['info', true],
    ['warn', false],
    ['error', false],
  ] as const)('states for each line whether it may wait for other lines: %s, %s', (level, mayWait) => {
    const options: unknown[] = [];
    const write = (_: string, given: unknown) => options.push(given);
    createLog({ write, level: 'debug', now })[level]('event');
    expect(options).toEqual([{ mayWait }]);
  });

  it('is not overridden by fields named time, level or event', () => {
    const { log, last } = lines();
    log.warn('real', { event: 'forged', level: 'info', time: 'never' });
    expect(last()).toEqual({ time: '2026-11-21T09:30:00.000Z', level: 'warn', event: 'real' });
  });

  it('escapes values that would end the line or imitate another line', () => {
    const { log, written, last } = lines();
    const hostile = 'a\r\n{"level":"error"}\u001b[31m\u2028\u202e\u0085\u0000\u200b';
    log.info('request', { agent: hostile });
    expect(written[0]).toMatch(/^[\u0020-\u007e]+\n$/);
    expect(last()['agent']).toBe(hostile);
  });

  it('limits the length of values and the number of fields', () => {
    const { log, last } = lines();
    const fields = Object.fromEntries(Array.from({ length: 2 * FIELD_LIMIT }, (_, n) => [`f${n}`, n]));
    log.info('request', { long: 'x '.repeat(VALUE_LIMIT), ...fields });
    expect(String(last()['long'])).toHaveLength(VALUE_LIMIT);
    expect(Object.keys(last())).toHaveLength(3 + FIELD_LIMIT);
  });

  it('ignores a stream that rejects a line', () => {
    const write = () => {
      throw new Error('EPIPE');
    };
    expect(() => createLog({ write, level: 'info', now }).info('request')).not.toThrow();
  });
});

const shapes = {
  'a JWT': 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeQ',
  'a sealed token':
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXYtY2FuYXJ5MTI.Y2lwaGVydGV4dC1jYW5hcnk.dGFnLWNhbmFyeQ',
  'a code of 43 characters': 'Zm9vYmFyQ2FuYXJ5Q29kZTEyMzQ1Njc4OTBhYmNkZWZ',
  'an Entra client secret': 'abc8Q~Canary123456789012345678901234567.x',
  'an Entra refresh token': '1.AXoAVCabcdefCANARY0123456789abcdefghijklmnopqrstuvwxyz',
  'an email address': 'canary@contoso.example',
  'an email address with other letters': 'jörg.cänary.canary@contoso.example',
  'an email address of a domain with other letters': 'canary@müller.example',
  'an email address in another script': 'мария-canary@пример.рф',
  'an email address with an apostrophe': "canary.o'brien@contoso.example",
  'an email address of a guest': 'canary_fabrikam.example#EXT#@contoso.example',
  'an encoded email address': 'canary%40contoso.example',
};

describe('log redaction', () => {
  it.each(Object.entries(shapes))('removes %s, alone and within a sentence', (_, secret) => {
    const { log, written } = lines();
    log.info('request', {
      value: secret,
      sentence: `refused (${secret}); try again`,
      query: `?code=${secret}&x=1`,
    });
    expect(written[0]).not.toContain('anary');
    expect(written[0]).toContain('try again');
  });

  it('removes an Authorization value of any kind', () => {
    const { log, written } = lines();
    log.info('request', { header: 'Bearer short-canary', other: 'Basic Y2FuYXJ5OmNhbmFyeQ==' });
    expect(written[0]).not.toMatch(/canary|Y2Fu/);
  });

  it.each([
    'accessToken',
    'client_secret',
    'password',
    'authorization',
    'set-cookie',
    'clientAssertion',
    'codeVerifier',
  ])('removes text in a field named %s', (name) => {
    const { log, last } = lines();
    log.info('request', { [name]: 'short' });
    expect(last()[name]).toBe('[secret]');
  });

  it.each<[string, Fields]>([
    ['GUIDs', { requestId: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18' }],
    ['trace contexts', { trace: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }],
    ['hex hashes', { hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }],
    ['sentences', { problem: 'PUBLIC_URL must begin with https:// (http:// only for localhost).' }],
    ['routes and codes', { route: '/.well-known/oauth-protected-resource/mcp', code: 'invalid_grant' }],
    ['numbers in any field', { tokens: 42, tokenAgeSeconds: 7 }],
  ])('keeps %s', (_, fields) => {
    const { log, last } = lines();
    log.info('request', fields);
    expect(last()).toMatchObject(fields);
  });
});
