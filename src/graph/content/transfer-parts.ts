import type { Permission } from '../../policy/decision.ts';
import type { StreamExchange } from './stream.ts';
import type { GraphContext, GraphNeeds } from '../graph-context.ts';
import type { GraphRequest } from '../request/graph-request.ts';

/** A request to Graph that policy has permitted, and for whom it is made. */
export type Pass = {
  readonly permission: Permission;
  readonly request: GraphRequest;
  readonly context: GraphContext;
};

/** What transfers need of the world. */
export type TransferNeeds = GraphNeeds & {
  /** Whether content may lie on this machine, as that of a stand-in does. */
  readonly loopback: boolean;
};

/** The parts that all transfers share. */
export type TransferParts = {
  readonly needs: TransferNeeds;
  readonly exchange: StreamExchange;
};
