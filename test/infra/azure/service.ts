import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to a stand-in. `path` is decoded, without the query. */
export type ServiceRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** The JSON body. */
  readonly body: unknown;
};

/** A response. `wrote` is set if the request changed something. */
export type Answer = { readonly status: number; readonly json?: unknown; readonly wrote?: true };

/** A service on loopback. */
export type Service = { readonly origin: string; close(): Promise<void> };

/** Creates an Azure error response. */
export function refuse(status: number, code: string, message = code): Answer {
  return { status, json: { error: { code, message } } };
}

/**
 * Serves JSON over HTTP. Calls `before` before the work and `after` once the work is done. If `before` or `after`
 * returns false, the connection is closed without a response.
 */
export async function serveJson(
  answer: (incoming: ServiceRequest) => Answer,
  wire: {
    before: (incoming: ServiceRequest) => boolean;
    after: (incoming: ServiceRequest, result: Answer) => boolean;
  },
): Promise<Service> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const incoming = read(request, Buffer.concat(chunks).toString('utf8'));
      const result = wire.before(incoming) ? safely(() => answer(incoming)) : undefined;
      if (result === undefined || !wire.after(incoming, result)) {
        request.socket.destroy();
        return;
      }
      response.writeHead(result.status, { 'content-type': 'application/json' });
      response.end(result.json === undefined ? '' : JSON.stringify(result.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(request: IncomingMessage, text: string): ServiceRequest {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

/** A failing stand-in must respond at once instead of keeping the caller waiting. */
function safely(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    return refuse(500, 'StandInFailed', String(error));
  }
}
