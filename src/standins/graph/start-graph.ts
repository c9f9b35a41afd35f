import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { listen } from '../listen.ts';
import type { Person } from '../tenant/people.ts';
import { demoSource } from '../tenant/build/create-demo-tenant.ts';
import { multiplyRows } from '../tenant/build/multiply-rows.ts';
import { emptyTenant, type Tenant, type TenantSource } from '../tenant/tenant.ts';
import { contentListener } from './content/content-listener.ts';
import { createDispatcher } from './dispatch.ts';
import { createFaults, type FaultRule } from './faults/fault-rules.ts';
import { createLog, type LogEntry } from './request-log.ts';
import { routes } from './routes/all-routes.ts';
import { answerRequest, type GraphServer, requestLine } from './answer-request.ts';
import { createTransfers } from './content/transfers.ts';

/** A stateful tenant behind Graph's HTTP API. */
export type GraphStandIn = {
  readonly origin: string;
  /** The origin of downloads and uploads that need no token. */
  readonly contentOrigin: string;
  close(): Promise<void>;
  /** The most recent requests, oldest first. */
  readonly log: readonly LogEntry[];
  /** The tenant's data, which tests can read and change. */
  readonly tenant: Tenant;
  readonly control: {
    /** Responds with 429 and Retry-After to matching requests. */
    throttle(rule?: Partial<Omit<FaultRule, 'kind' | 'status'>>): void;
    fault(rule: FaultRule): void;
    /** Removes all faults. */
    reset(): void;
  };
};

export type GraphOptions = {
  readonly port?: number;
  readonly now?: () => Date;
  /** The time that dates in the data are relative to. Default: now. */
  readonly startedAt?: Date;
  /** The source of the tenant's data. Default: the demo company. */
  readonly source?: TenantSource;
  /** The users in the demo company. Default: the demo users. */
  readonly people?: readonly Person[];
  /** The number of copied rows to add to every collection, for tests of long lists. Default: none. */
  readonly many?: number;
  /** Returns the user and the permissions from a token. Rejects if the token is not valid for Graph. */
  readonly verifyToken: GraphServer['verifyToken'];
};

export async function startGraph(options: GraphOptions): Promise<GraphStandIn> {
  const { tenant, refill } = openTenant(options);
  const faults = createFaults();
  const log = createLog();
  const ending = new AbortController();
  // Disable Node's warning about many listeners, because every delayed response adds a listener.
  setMaxListeners(0, ending.signal);
  const origins = { graph: '', content: '' };
  const transfers = createTransfers(tenant, () => origins.content);
  const dispatch = createDispatcher({ tenant, transfers, origins }, routes, (problem) =>
    log.problem(problem),
  );
  const server: GraphServer = {
    tenant,
    dispatch,
    faults,
    restart: () => {
      faults.reset();
      refill();
    },
    verifyToken: options.verifyToken,
    note: (entry) => log.note(entry),
    foreignUrl: () => `${origins.content}/elsewhere`,
    signal: ending.signal,
  };
  const api = await listen((request, response) => {
    answerRequest(server, request, response).catch(() => response.destroy());
  }, options.port);
  const noteContent = (request: IncomingMessage, status: number) =>
    log.note({ ...requestLine(request), status, oid: '', clientRequestId: '' });
  const content = await listen(contentListener(transfers, noteContent, ending.signal));
  origins.graph = api.origin;
  origins.content = content.origin;
  return {
    origin: api.origin,
    contentOrigin: content.origin,
    log: log.entries,
    tenant,
    control: {
      throttle: (rule = {}) => faults.add({ ...rule, kind: 'status', status: 429 }),
      fault: (rule) => faults.add(rule),
      reset: () => faults.reset(),
    },
    close: async () => {
      ending.abort();
      await Promise.all([api.close(), content.close()]);
    },
  };
}

/** Creates the tenant with its data. `refill` restores that data. */
function openTenant({ now = () => new Date(), ...options }: GraphOptions): {
  readonly tenant: Tenant;
  readonly refill: () => void;
} {
  const source = options.source ?? demoSource(options.people);
  const startedAt = options.startedAt ?? now();
  let isFilling = false;
  const tenant = emptyTenant(() => (isFilling ? startedAt : now()), source.company);
  // The clock is stopped while data is added, so that `refill` adds the same data again.
  const refill = () => {
    tenant.clear();
    isFilling = true;
    source.fill(tenant);
    if (options.many !== undefined) multiplyRows(tenant, options.many);
    isFilling = false;
  };
  refill();
  return { tenant, refill };
}
