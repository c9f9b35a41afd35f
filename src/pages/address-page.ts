import type { Handler } from '../http/request-context.ts';
import { html } from './layout.ts';
import { messagePage } from './message-page.ts';

/**
 * Wraps the handler of the MCP endpoint. If a user opens the endpoint in a browser, the response shows which address
 * their app needs. The endpoint's status and headers are kept, because clients that also accept HTML act on the
 * challenge.
 */
export function withAddressPage(publicUrl: string, handle: Handler): Handler {
  return async (request, requestContext) => {
    const answer = await handle(request, requestContext);
    if (!isBrowser(request) || (answer.status !== 401 && answer.status !== 405)) return answer;
    const headers = Object.fromEntries(
      ['www-authenticate', 'allow'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    return messagePage({
      title: 'This address is for your app',
      sentences: [
        "This address belongs to your organisation's MCP server. It does not open in a browser: paste it into your AI app, which will then ask you to sign in.",
      ],
      status: answer.status,
      headers,
      after: html`<pre><code>${publicUrl}/mcp</code></pre>
        <p><a href="/">The start page</a> shows how to connect each app.</p>`,
    });
  };
}

/** Returns whether a browser sent the request. An app, unlike a browser, accepts event streams or sends a token. */
function isBrowser({ method, headers }: Request): boolean {
  const accept = (headers.get('accept') ?? '').toLowerCase();
  return (
    (method === 'GET' || method === 'HEAD') &&
    !headers.has('authorization') &&
    accept.includes('text/html') &&
    !accept.includes('text/event-stream')
  );
}
