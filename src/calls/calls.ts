import type { Pause } from '../base/wait.ts';
import { createPageReader } from '../documents/page-reader.ts';
import { createTextCache } from '../documents/text-cache.ts';
import type { TextReader } from '../documents/text-reader.ts';
import type { CloudName } from '../config/clouds.ts';
import { portalLinksOf } from '../entra/causes/links.ts';
import type { OnBehalfOf } from '../entra/entra-types.ts';
import type { BatchCaller } from '../graph/batch.ts';
import type { Transfer } from '../graph/content/transfer.ts';
import type { GraphCaller } from '../graph/graph-client.ts';
import { createOperationIndex } from '../graph/operations/operation-index.ts';
import type { LinkedAccounts } from '../linked/linked-accounts.ts';
import type { Admission } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import type { Audit, Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { createAnswerCache } from '../graph/response/answer-cache.ts';
import { createAskToLink } from './ask-to-link.ts';
import { createCallTool, type CallTool } from './call-tool.ts';
import type { Approvals } from './confirmation/approvals.ts';
import { createConfirmCall } from './confirmation/confirm-call.ts';
import type { Confirmations } from './confirmation/confirmation.ts';
import type { Cursors } from './cursors.ts';
import { createFileAccess } from './file-access.ts';
import { createGrantedScopes } from './catalogue/granted-scopes.ts';
import { createGraphGateway } from './graph-gateway.ts';
import { createLegacyNames } from './legacy-names.ts';
import { createLinkedGateway } from './linked-gateway.ts';
import { createRunTool, type RunTool } from './run-tool.ts';
import { createServiceMemory } from './catalogue/service-memory.ts';
import { createTenantDomains } from './confirmation/tenant-domains.ts';
import { createToolCalls } from './tool-call.ts';
import type { Catalogue } from './catalogue/tool-catalogue.ts';
import type { LegacyServer } from '../tools/legacy/legacy-servers.ts';
import { createVisibleTools, type VisibleTools } from './catalogue/visible-tools.ts';

export type Calls = {
  readonly runTool: RunTool;
  readonly callTool: CallTool;
  readonly visibleTools: VisibleTools;
  readonly listedTools: VisibleTools;
};

export type CallsDependencies = {
  readonly config: {
    readonly requestDeadlineSeconds: number;
    readonly cloud: { readonly graph: string };
    readonly cloudName: CloudName;
    /** The MCP server whose tool names are accepted as aliases for Portico's tools. */
    readonly legacyToolNames?: LegacyServer | undefined;
  };
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly cursors: Cursors;
  readonly confirmations: Confirmations;
  readonly approvals: Approvals;
  readonly linked: LinkedAccounts;
  readonly graph: GraphCaller;
  readonly batch: BatchCaller;
  readonly transfer: Transfer;
  readonly readText: TextReader;
  readonly onBehalfOf: OnBehalfOf;
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly pause?: Pause;
  /** See `RunToolDependencies`. */
  readonly adminConsentUrl: (tid: string) => string;
  readonly rememberChallenge: (admission: Admission, claims: string) => Promise<void>;
};

/** Creates the functions that run and list tools. */
export function createCalls(dependencies: CallsDependencies): Calls {
  const { config, catalogue, policy, cursors, confirmations, approvals, linked } = dependencies;
  const { graph, batch, transfer, readText, onBehalfOf } = dependencies;
  const { audit, telemetry, log, now, adminConsentUrl, rememberChallenge } = dependencies;
  const openFileAccess = createFileAccess({
    transfer,
    readText,
    readPage: createPageReader(readText, createTextCache(now)),
  });
  const index = createOperationIndex();
  const links = portalLinksOf(config.cloudName);
  const services = createServiceMemory(now, links);
  const { legacyToolNames } = config;
  const legacyNames = legacyToolNames && createLegacyNames(legacyToolNames, { catalogue, policy });
  const { visibleTools, listedTools, surfaceOf } = createVisibleTools({
    catalogue,
    policy,
    grantedScopes: createGrantedScopes(onBehalfOf),
    services,
    adminConsentUrl,
    ...(legacyNames && { legacyNames }),
  });
  const runTool = createRunTool({
    policy,
    index,
    openGateway: createGraphGateway({
      policy,
      graph,
      batch,
      onBehalfOf,
      openFileAccess,
      services,
      answers: createAnswerCache(now),
    }),
    openLinked: createLinkedGateway({ policy, linked }),
    askToLink: createAskToLink(linked.requests),
    openToolCall: createToolCalls({
      catalogue,
      policy,
      index,
      cursors,
      now,
      pause: dependencies.pause,
      graphOrigin: config.cloud.graph,
      surfaceOf,
    }),
    confirmCall: createConfirmCall({
      policy,
      confirmations,
      approvals,
      tenantDomains: createTenantDomains(now),
    }),
    audit,
    telemetry,
    log,
    now,
    deadlineMs: config.requestDeadlineSeconds * 1_000,
    adminConsentUrl,
    links,
    rememberChallenge,
  });
  return {
    runTool,
    callTool: createCallTool({ catalogue, policy, runTool, ...(legacyNames && { legacyNames }) }),
    visibleTools,
    listedTools,
  };
}
