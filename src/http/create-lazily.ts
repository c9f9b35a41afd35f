/**
 * Returns a proxy for an object that has not been created yet. Reading a property that is not in `known` creates the
 * object with `make`.
 */
export function createLazily<T extends object>(prototype: T, known: Partial<T>, make: () => T): T {
  let made: T | undefined;
  return new Proxy(known, {
    getPrototypeOf: () => prototype,
    get: (_, name) => {
      if (name in known) return known[name as keyof T];
      // `await` reads the property `then`, which must not create the object.
      if (!(name in prototype)) return undefined;
      made ??= make();
      const part: unknown = Reflect.get(made, name, made);
      return typeof part === 'function' ? part.bind(made) : part;
    },
  }) as T;
}
