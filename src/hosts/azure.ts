import { app as functions, type HttpMethod } from '@azure/functions';

import { createPortico } from '../app/portico.ts';
import { readConfig } from '../config/config.ts';
import { routes, type RouteName } from '../routes.ts';
import { createAzureHost } from './azure/azure-host.ts';
import { knownNames } from './known-names.ts';
import { output } from './process.ts';
import { threadScript } from './thread-script.ts';
import { disableStatsbeat } from './statsbeat.ts';

/** The Functions front end is a single proxy, which appends the client's address. */
const platformSettings = { TRUSTED_PROXY_HOPS: '1' };

/** The purge runs every ten minutes, but not on the hour, when most timers fire. */
const PURGE_SCHEDULE = '30 4/10 * * * *';

const everyMethod: HttpMethod[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const host = createAzureHost({
  read: () => readConfig({ ...platformSettings, ...process.env }, knownNames),
  create: (config) => {
    disableStatsbeat(process.env);
    return createPortico(config, {
      write: output.write,
      written: output.written,
      textThread: threadScript(),
    });
  },
});

/**
 * Registers a route with Azure Functions. `/` becomes the catch-all: it serves the root, and returns an error for
 * every address or method without a function.
 */
export function expose(name: RouteName): void {
  const { path, methods } = routes[name];
  const isRoot = path === '/';
  functions.http(name, {
    route: isRoot ? '{*path}' : path.slice(1),
    methods: isRoot ? everyMethod : [...methods],
    authLevel: 'anonymous',
    handler: host.answer,
  });
}

/** Registers the timer that deletes expired rows. */
export function exposePurge(): void {
  functions.timer('purge', { schedule: PURGE_SCHEDULE, handler: host.purge });
}
