import { describe, expect, it } from 'vitest';

import { envelope, openEndpoint, post } from '../../kit/mcp-endpoint.ts';

type Headers = Record<string, string | undefined>;

const REVISION = 'mcp-protocol-version';
const callOf = (params: Record<string, unknown> = {}) => ({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'show_scopes', ...params },
});
const modernCall = callOf({ _meta: envelope });
const modernHeaders = { 'mcp-method': 'tools/call', 'mcp-name': 'show_scopes' };

describe.each([true, false])("a request's protocol revision (fast path %s)", (fastPath) => {
  const send = async (message: unknown, headers: Headers) => {
    const response = await openEndpoint({ fastPath }).handle(post(message, headers));
    const body = (await response.json()) as Record<string, Record<string, unknown>>;
    return { status: response.status, body };
  };

  it.each(['2025-11-25, 2025-11-25', '2025-06-18,2025-06-18', '2025-03-26, 2025-03-26, 2025-03-26'])(
    'is read once if the header repeats it: %s',
    async (revision) => {
      const { status, body } = await send(callOf(), { [REVISION]: revision });
      expect(status).toBe(200);
      expect(body['result']).not.toHaveProperty('resultType');
    },
  );

  it('is read once if the header repeats 2026-07-28', async () => {
    const { status, body } = await send(modernCall, {
      ...modernHeaders,
      [REVISION]: '2026-07-28, 2026-07-28',
    });
    expect([status, body['result']]).toMatchObject([200, { resultType: 'complete' }]);
  });

  it('is the oldest revision in the header if several revisions with a handshake are listed', async () => {
    const batch = [callOf(), { ...callOf(), id: 2 }];
    const sendBatch = (revision: string) => send(batch, { [REVISION]: revision });
    expect((await sendBatch('2025-11-25, 2025-06-18')).status).toBe(400);
    expect((await sendBatch('2025-11-25, 2025-03-26')).status).toBe(200);
  });

  it.each(['2025-11-25, 2026-07-28', '2025-11-25, nonsense', '2025-11-25,', 'nonsense, nonsense'])(
    'is refused if the header lists %s',
    async (revision) => {
      expect((await send(callOf(), { [REVISION]: revision })).status).toBe(400);
    },
  );

  it.each([
    ['without its other headers', {}],
    ['with its other headers', modernHeaders],
  ])('is 2026-07-28 if only the message says so, and the header is older: %s', async (_, headers) => {
    const { status, body } = await send(modernCall, { ...headers, [REVISION]: '2025-11-25' });
    expect([status, body['result']]).toMatchObject([200, { resultType: 'complete' }]);
  });

  it('is 2026-07-28 if only the message says so, and it reads a resource whose URI needs encoding', async () => {
    const { status, body } = await send(
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'resources/read',
        params: { uri: 'portico://file/me/Übersicht', _meta: envelope },
      },
      { [REVISION]: '2025-11-25' },
    );
    expect([status, body['error']]).toMatchObject([200, { code: expect.any(Number) as number }]);
    expect(body['error']?.['code']).not.toBe(-32_020);
  });

  it.each([
    ['the header is newer than the message', callOf(), { [REVISION]: '2026-07-28', ...modernHeaders }],
    ['the header is missing', modernCall, modernHeaders],
    ['the method header differs', modernCall, { [REVISION]: '2025-11-25', 'mcp-method': 'tools/list' }],
    [
      'the name header differs',
      modernCall,
      { ...modernHeaders, [REVISION]: '2025-11-25', 'mcp-name': 'read_note' },
    ],
    ['the message names an unknown revision', modernOf('2027-01-01'), { [REVISION]: '2025-11-25' }],
  ])('is refused if %s', async (_, message, headers) => {
    expect((await send(message, headers)).status).toBe(400);
  });
});

function modernOf(revision: string) {
  return callOf({ _meta: { ...envelope, 'io.modelcontextprotocol/protocolVersion': revision } });
}
