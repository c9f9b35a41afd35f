/*
 * Requests and answers whose body is at hand as bytes. The platform makes a stream of every body, and writing that and
 * reading it again costs more than the whole answer of a bare server: here it happens only where somebody asks for it.
 */

/** What a request has beside its body. */
type Head = { readonly url: string; readonly method: string; readonly headers: Headers };

/** A request with these bytes for a body; without any it has none. `url` is a whole one. */
export function requestWith(body: Uint8Array, head: Head): Request {
  const init = { ...head, ...(body.length > 0 && { body }) };
  return createLazily(Request.prototype, { ...head, ...readers(body) }, () => new Request(head.url, init));
}

/** An answer of 200 with these bytes for a body. */
export function answerWith(body: Uint8Array, headers: Headers): Response {
  const head = { status: 200, ok: true, headers };
  return createLazily(Response.prototype, { ...head, ...readers(body) }, () => new Response(body, head));
}

function readers(body: Uint8Array): Pick<Response, 'text' | 'arrayBuffer'> {
  return {
    text: async () => new TextDecoder().decode(body),
    arrayBuffer: async () => new Uint8Array(body).buffer,
  };
}

/** An object of which these parts are known already; it is made when another one is asked for. */
function createLazily<T extends object>(prototype: T, known: Partial<T>, make: () => T): T {
  let made: T | undefined;
  return new Proxy(known, {
    getPrototypeOf: () => prototype,
    get: (_, name) => {
      if (name in known) return known[name as keyof T];
      // Whoever awaits an object asks whether it has a `then`.
      if (!(name in prototype)) return undefined;
      made ??= make();
      const part: unknown = Reflect.get(made, name, made);
      return typeof part === 'function' ? part.bind(made) : part;
    },
  }) as T;
}
