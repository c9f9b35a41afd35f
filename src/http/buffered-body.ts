/*
 * Requests and responses whose body is already in memory. The platform turns every body into a stream; writing and
 * reading that costs more than the whole response of a bare server. Here a stream is created only on demand.
 */

type Head = { readonly url: string; readonly method: string; readonly headers: Headers };

/** A request with this body, or with none if it is empty. `url` must be absolute. */
export function requestWith(body: Uint8Array, head: Head): Request {
  const init = { ...head, ...(body.length > 0 && { body }) };
  return createLazily(Request.prototype, { ...head, ...readers(body) }, () => new Request(head.url, init));
}

/** A 200 response with this body. */
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

/** Stands for an object with some known properties; `make` creates the object when any other property is read. */
function createLazily<T extends object>(prototype: T, known: Partial<T>, make: () => T): T {
  let made: T | undefined;
  return new Proxy(known, {
    getPrototypeOf: () => prototype,
    get: (_, name) => {
      if (name in known) return known[name as keyof T];
      // `await` looks for a `then`.
      if (!(name in prototype)) return undefined;
      made ??= make();
      const part: unknown = Reflect.get(made, name, made);
      return typeof part === 'function' ? part.bind(made) : part;
    },
  }) as T;
}
