import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { clientAddress } from '../../http/client-address.ts';
import { networkOf } from '../../http/limits/address-limits.ts';

export type Connections = {
  /**
   * Adds a new connection. If its address has too many connections, closes the oldest idle connection. If all are busy,
   * refuses the new connection.
   */
  open(socket: Socket): void;
  /** Marks the connection as busy until the response ends. */
  serve(socket: Socket, outgoing: ServerResponse): void;
};

/** The connections from one address. `idle` is in the order in which they became idle. */
type Group = { readonly all: Set<Socket>; readonly idle: Set<Socket> };

const REFUSAL =
  'HTTP/1.1 429 Too Many Requests\r\nretry-after: 5\r\nconnection: close\r\ncontent-type: text/plain\r\n\r\n' +
  'There are too many connections from this address. Close some, or wait until their requests have finished.\n';

/**
 * Limits the connections per address, so that one address cannot use up all of the server's connections. A new
 * connection replaces the oldest idle connection or, if all are busy, is refused. `perAddress` 0 means no limit.
 */
export function createConnections(perAddress: number): Connections {
  if (perAddress === 0) return { open: () => {}, serve: () => {} };
  const groups = new Map<string, Group>();
  const groupOf = new WeakMap<Socket, Group>();
  const running = new WeakMap<Socket, number>();

  const remove = (socket: Socket, key: string, group: Group) => {
    group.all.delete(socket);
    group.idle.delete(socket);
    if (group.all.size === 0 && groups.get(key) === group) groups.delete(key);
  };

  return {
    open: (socket) => {
      const key = networkOf(clientAddress(undefined, socket.remoteAddress, 0));
      const group = groups.get(key) ?? { all: new Set(), idle: new Set() };
      if (group.all.size >= perAddress) {
        const [oldest] = group.idle;
        if (oldest === undefined) {
          socket.on('error', () => {});
          socket.write(REFUSAL);
          socket.destroySoon();
          return;
        }
        remove(oldest, key, group);
        oldest.destroy();
      }
      groups.set(key, group);
      group.all.add(socket);
      group.idle.add(socket);
      groupOf.set(socket, group);
      socket.once('close', () => remove(socket, key, group));
    },
    serve: (socket, outgoing) => {
      const group = groupOf.get(socket);
      if (group === undefined) return;
      group.idle.delete(socket);
      running.set(socket, (running.get(socket) ?? 0) + 1);
      outgoing.once('close', () => {
        const left = (running.get(socket) ?? 1) - 1;
        running.set(socket, left);
        if (left === 0 && group.all.has(socket)) group.idle.add(socket);
      });
    },
  };
}
