import { listen } from '../../src/standins/listen.ts';

/** Returns a port on 127.0.0.1 that is free at the moment. */
export async function freePort(): Promise<number> {
  const server = await listen(() => {});
  await server.close();
  return Number(new URL(server.origin).port);
}
