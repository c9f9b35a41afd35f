import type { Portico } from '../../src/app/portico.ts';
import type { App } from '../../src/http/request-context.ts';

/** Creates a Portico that consists only of this app, for tests of hosts. */
export function porticoOf(app: App): Portico {
  return {
    app,
    ready: async () => ({ ok: true, problems: [] }),
    purge: async () => {},
    close: async () => {},
    draining: () => {},
  };
}
