import { describe, expect, it } from 'vitest';

import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  HttpError,
  OAuthError,
  ToolError,
  UnavailableError,
} from '../../src/errors.ts';
import { isAboutCredentials } from '../../src/calls/call-failure.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { configWith, modern, openEndpoint, ordinaryGraph, textOf } from '../kit/mcp-endpoint.ts';

const failing =
  (thrown: unknown): GraphCaller =>
  () =>
    Promise.reject(thrown);
const call = (name: string, args: Record<string, unknown>) => modern('tools/call', { name, arguments: args });
const read = () => call('read_note', { id: 'n1' });
const edit = (...ids: string[]) => call('edit_note', { ids, text: 't' });

describe.each([true, false])('a tools/call (fast path %s)', (fastPath) => {
  const open = (changes: Parameters<typeof openEndpoint>[0] = {}) => openEndpoint({ fastPath, ...changes });
  const said = async (request: Request, graph: GraphCaller) => textOf(await open({ graph }).handle(request));

  describe('that fails', () => {
    it.each([
      ['a refusal', new ToolError('not_found', 'There is no such note.'), 'There is no such note.'],
      [
        'throttling',
        new ToolError('throttled', 'Graph is busy.', { retryAfterSeconds: 9 }),
        'Graph is busy. Try again in 9 s.',
      ],
      [
        'an outage of Graph',
        new UnavailableError('Microsoft Graph', { retryAfterSeconds: 3 }),
        'Microsoft Graph cannot be reached at the moment; try again shortly. Try again in 3 s.',
      ],
      [
        'an outage of Entra',
        new UnavailableError('Entra'),
        'Entra cannot be reached at the moment; try again shortly. Try again in 5 s.',
      ],
    ])('returns an explanation of %s to the model', async (_, thrown, text) => {
      expect(await said(read(), failing(thrown))).toBe(text);
    });

    it('returns the consent link if consent is missing', async () => {
      const text = await said(
        read(),
        failing(new ConsentRequiredError('https://login.example/adminconsent')),
      );
      expect(text).toContain('https://login.example/adminconsent');
    });

    it('returns the consent link if one permission is missing, but not for other refusals', async () => {
      const failed = (code: string) => said(read(), failing(new ToolError(code, 'Not granted.')));
      expect(await failed('missing_permission')).toBe(
        'Not granted. Ask an administrator to open: https://login.example/7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20/adminconsent',
      );
      expect(await failed('no_access')).toBe('Not granted.');
    });

    it('returns a request id after an unexpected error and keeps the details out of the response and the log', async () => {
      const endpoint = open({ graph: failing(new TypeError('Hello "secret" is not valid')) });
      const text = await textOf(await endpoint.handle(read()));
      expect(text).toBe(
        'Something went wrong inside Portico. Give your administrator the request id request-1.',
      );
      expect(endpoint.logs).toMatchObject([{ level: 'error', event: 'tool_failed' }]);
      expect(JSON.stringify([endpoint.logs, endpoint.audits, endpoint.events])).not.toContain('secret');
    });

    it.each([
      ['a claims challenge', new ClaimsChallengeError('{"a":1}'), 401, 'error="insufficient_claims"'],
      ['a refusal by Entra', new EntraRefusedError('disabled', 50_057), 401, 'error="invalid_token"'],
    ])('returns an HTTP challenge for %s', async (_, thrown, status, part) => {
      const response = await open({ graph: failing(thrown) }).handle(read());
      expect(response.status).toBe(status);
      expect(response.headers.get('www-authenticate')).toContain(part);
    });

    it.each(['Key Vault', 'Table Storage', 'the managed identity'] as const)(
      'returns 503 during an outage of %s',
      async (dependency) => {
        const response = await open({ graph: failing(new UnavailableError(dependency)) }).handle(read());
        expect(response.status).toBe(503);
        expect(response.headers.get('retry-after')).toBe('5');
      },
    );
  });

  describe('whose write fails', () => {
    const afterOne = (thrown: unknown): GraphCaller => {
      let sent = 0;
      return (permission, request, context) => {
        sent += 1;
        return sent === 1 ? ordinaryGraph(permission, request, context) : Promise.reject(thrown);
      };
    };

    it('reports that nothing was changed', async () => {
      const graph = failing(new ToolError('forbidden', 'You may not.'));
      expect(await said(edit('1'), graph)).toBe('You may not. Nothing was changed.');
    });

    it.each(['No choice "x". Nothing was changed.', 'Taken. Nothing was stored. Use another name.'])(
      'does not add "Nothing was changed." to the message %s',
      async (message) => {
        expect(await said(edit('1'), failing(new ToolError('bad_argument', message)))).toBe(message);
      },
    );

    it('reports that part of the change was made even if the error says that nothing was sent', async () => {
      const graph = afterOne(new ToolError('forbidden', 'Nothing was sent.'));
      expect(await said(edit('1', '2'), graph)).toContain('Part of the change has already been made');
    });

    it('reports an unknown side effect and does not suggest a retry', async () => {
      const graph = failing(
        new ToolError('lost', 'No answer.', { sideEffect: 'unknown', retryAfterSeconds: 5 }),
      );
      expect(await said(edit('1'), graph)).toBe(
        'No answer. It is unknown whether the change took effect: check before you try again.',
      );
    });

    it('reports that part of the change was made', async () => {
      const graph = afterOne(new ToolError('forbidden', 'You may not.'));
      expect(await said(edit('1', '2'), graph)).toBe(
        'You may not. Part of the change has already been made: check before you try again.',
      );
    });

    it('returns no challenge if part of the change was made, because the client would repeat the call', async () => {
      const response = await open({ graph: afterOne(new ClaimsChallengeError('{}')) }).handle(edit('1', '2'));
      expect(response.status).toBe(200);
      expect(await textOf(response)).toMatch(/^The user has to sign in again.+Part of the change/);
    });

    it('reports the side effect as unknown after an unexpected error', async () => {
      expect(await said(edit('1'), failing(new TypeError('mistake')))).toMatch(
        /is unknown whether the change took effect: check before/,
      );
    });
  });

  describe('that takes too long', () => {
    const short = configWith({ requestDeadlineSeconds: 0.01 });
    const hanging: GraphCaller = () => new Promise(() => undefined);

    it('ends at its deadline', async () => {
      const endpoint = open({ config: short, graph: hanging });
      expect(await textOf(await endpoint.handle(read()))).toBe(
        'The call took too long and was stopped. Request less data at a time.',
      );
      expect(endpoint.audits).toMatchObject([{ phase: 'outcome', outcome: 'failure' }]);
    });

    it('reports that the write may have taken effect', async () => {
      const endpoint = open({ config: short, graph: hanging });
      expect(await textOf(await endpoint.handle(edit('1')))).toMatch(
        /is unknown whether the change took effect: check before/,
      );
      expect(endpoint.audits).toMatchObject([{ phase: 'intent' }, { phase: 'outcome', outcome: 'unknown' }]);
    });

    it('stops the Graph request when the client disconnects', async () => {
      const client = new AbortController();
      let stopped = false;
      const graph: GraphCaller = (_permission, _request, { signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(new ToolError('deadline', 'Stopped.'));
          });
          client.abort();
        });
      await open({ graph }).handle(read(), client.signal);
      expect(stopped).toBe(true);
    });
  });
});

describe('isAboutCredentials', () => {
  it.each([
    [new ClaimsChallengeError('{}'), true],
    [new EntraRefusedError('No.', 50_057), true],
    [new OAuthError('invalid_token', 'No.'), true],
    [new UnavailableError('Entra'), false],
    [new HttpError(403, 'No.'), false],
    [new Error('mistake'), false],
  ])('given %s, returns %s', (error, expected) => {
    expect(isAboutCredentials(error)).toBe(expected);
  });
});
