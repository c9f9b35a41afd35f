import { describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { legacy, modern, openEndpoint } from '../../kit/mcp-endpoint.ts';

const ID = 'A'.repeat(22);
const SESSION = `opens-pages-${ID}`;
const URL_MODE = { elicitation: { form: {}, url: {} } };
const page = {
  text: 'Ask the user to open https://portico.example/connect/spotify?e=x',
  question: { message: 'Open this page.', state: 's', url: 'https://portico.example/connect/spotify?e=x' },
};

describe.each([true, false])(
  'a client on a protocol revision before 2026-07-28 (fast path %s)',
  (fastPath) => {
    const open = () =>
      openEndpoint({
        fastPath,
        newSessionId: () => ID,
        tools: catalogue,
        graph: async () => {
          throw new UnconfirmedError(page.text, page.question);
        },
      });
    const initialize = (capabilities: object, protocolVersion = '2025-11-25') =>
      legacy('initialize', { protocolVersion, capabilities, clientInfo: { name: 't', version: '1' } });
    const sessionOf = async (request: Request) =>
      (await open().handle(request)).headers.get('mcp-session-id');
    const call = async (session: string | undefined, revision = '2025-11-25') => {
      const request = legacy('tools/call', { name: 'list_messages', arguments: {} });
      request.headers.set('mcp-protocol-version', revision);
      if (session !== undefined) request.headers.set('mcp-session-id', session);
      return (await open().handle(request)).json() as Promise<Record<string, unknown>>;
    };

    it('gets a session id only if it declares URL elicitation in revision 2025-11-25', async () => {
      expect(await sessionOf(initialize(URL_MODE))).toBe(SESSION);
      for (const capabilities of [{}, { elicitation: {} }, { elicitation: { form: {} } }])
        // oxlint-disable-next-line no-await-in-loop
        expect(await sessionOf(initialize(capabilities))).toBeNull();
      expect(await sessionOf(initialize(URL_MODE, '2025-06-18'))).toBeNull();
      expect(await sessionOf(legacy('tools/list'))).toBeNull();
      expect(await sessionOf(modern('tools/list'))).toBeNull();
    });

    it('gets no session id from a server that never uses URL elicitation', async () => {
      const response = await openEndpoint({ fastPath }).handle(initialize(URL_MODE));
      expect([response.status, response.headers.get('mcp-session-id')]).toEqual([200, null]);
    });

    it('gets an error with the URL if its session id shows that it supports URL elicitation', async () => {
      expect(await call(SESSION)).toEqual({
        jsonrpc: '2.0',
        id: expect.anything(),
        error: {
          code: -32_042,
          message: page.text,
          data: {
            elicitations: [
              {
                mode: 'url',
                elicitationId: expect.stringMatching(/^[\w-]{22}$/),
                url: page.question.url,
                message: 'Open this page.',
              },
            ],
          },
        },
      });
    });
  },
);

describe('a session id', () => {
  const opened = (session: string, revision: string) => {
    const request = legacy('tools/list');
    request.headers.set('mcp-session-id', session);
    request.headers.set('mcp-protocol-version', revision);
    return openEndpoint({ newSessionId: () => ID }).handle(request);
  };

  it.each([
    [SESSION, '2025-11-25'],
    [SESSION, '2025-06-18'],
    ['opens-pages-', '2025-11-25'],
    ['b5f0c1d2-0000-4000-8000-000000000000', '2025-11-25'],
    [`${SESSION}x`, '2025-11-25'],
  ])('is never refused: %s in %s', async (session, revision) => {
    expect((await opened(session, revision)).status).toBe(200);
  });
});
