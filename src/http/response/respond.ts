/** Status and headers of an answer. */
export type ResponseOptions = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A JSON answer, never stored by caches unless the headers say otherwise. */
export function json(body: unknown, options: ResponseOptions = {}): Response {
  return new Response(JSON.stringify(body), {
    status: options.status ?? 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...options.headers },
  });
}

/** An HTML page; the security headers are added by `http/serve.ts`. */
export function html(markup: string, options: ResponseOptions = {}): Response {
  return new Response(markup, {
    status: options.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...options.headers },
  });
}

/** A 302 to an absolute or own URL; `cookies` become one Set-Cookie header each. */
export function redirect(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> | Headers = {}): Response {
  return new Response(null, { status, headers });
}
