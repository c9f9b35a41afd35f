export type ResponseOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Creates a JSON response. The response is not cached unless `headers` allow caching. */
export function json(body: unknown, options: ResponseOptions = {}): Response {
  return new Response(JSON.stringify(body), {
    status: options.status ?? 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...options.headers },
  });
}

/** Creates a response that contains a document about this server. Clients may cache the response for five minutes. */
export function metadataJson(document: Readonly<Record<string, unknown>>): Response {
  return json(document, { headers: { 'cache-control': 'public, max-age=300' } });
}

/** Creates an HTML response. `http/serve-routes.ts` adds the security headers to it. */
export function html(markup: string, options: ResponseOptions = {}): Response {
  return new Response(markup, {
    status: options.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...options.headers },
  });
}

/** Creates a 302. `cookies` are Set-Cookie values. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

export function empty(status: number, headers: Readonly<Record<string, string>> | Headers = {}): Response {
  return new Response(null, { status, headers });
}
