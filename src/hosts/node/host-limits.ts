import { MESSAGE_LIMIT_BYTES } from '../../routes.ts';

/** Limits for requests and connections. Times are in seconds. */
export type Limits = {
  /** Maximum size of a body. The app sets a lower limit for most routes. */
  readonly bodyBytes: number;
  /** Maximum total size of all bodies in memory. A single address can use at most half of this total. */
  readonly bodyBytesTotal: number;
  /** Maximum time to receive the request head. */
  readonly headers: number;
  /** Maximum time to receive the whole request. */
  readonly request: number;
  /** Maximum time for the app to respond. */
  readonly answer: number;
  /**
   * Keep-alive time of an idle connection: longer than the 60 s that is usual for load balancers, so that the load
   * balancer closes the connection first.
   */
  readonly idle: number;
  readonly connections: number;
  /** Maximum number of connections per address if clients connect directly; 0 means no limit. */
  readonly connectionsPerAddress: number;
};

/** Limits in production. `answer` comes from the settings. */
export const defaultLimits: Omit<Limits, 'answer'> = {
  bodyBytes: MESSAGE_LIMIT_BYTES,
  bodyBytesTotal: 64 * 1024 * 1024,
  headers: 10,
  request: 30,
  idle: 65,
  connections: 1_000,
  connectionsPerAddress: 100,
};
