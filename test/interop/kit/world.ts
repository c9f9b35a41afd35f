import { startStandIns } from '../../../src/standins/start.ts';
import { startServer, type RunningServer } from '../../kit/server.ts';

/** The stand-ins and one built server that uses them. */
export type World = { readonly server: RunningServer; readonly close: () => Promise<void> };

/**
 * Starts the stand-ins and the server. `more` contains additional settings for the server. The rate limit is off,
 * because the suites exceed it.
 */
export async function startWorld(more: Readonly<Record<string, string>> = {}): Promise<World> {
  const standIns = await startStandIns();
  const server = await startServer({
    settings: { ...standIns.settings, RATE_LIMIT_PER_PERSON: '0', ...more },
  });
  return {
    server,
    close: async () => {
      await server.stop();
      await standIns.close();
    },
  };
}
