import { withDeadline } from '../base/with-deadline.ts';
import {
  ClaimsChallengeError,
  LinkNeededError,
  ToolError,
  UnconfirmedError,
  type Question,
} from '../errors.ts';
import type { PortalLinks } from '../entra/causes/links.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { Admission } from '../policy/caller.ts';
import { isPermission } from '../policy/decision.ts';
import type { Policy } from '../policy/policy.ts';
import { reasonAndRemedy } from '../policy/remedies.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import type { Audit, Log, Telemetry } from '../telemetry/telemetry-types.ts';
import type { Tool } from '../tools/define.ts';
import { missingForMailbox, missingPermissions } from '../tools/missing-permissions.ts';
import type { AskToLink } from './ask-to-link.ts';
import { startCallAudit, type CallAudit } from './call-audit.ts';
import { describeFailure } from './call-failure.ts';
import type { ConfirmCall } from './confirmation/confirm-call.ts';
import { badCursor } from './cursors.ts';
import { knownScopes } from './catalogue/granted-scopes.ts';
import type { GraphGateway, OpenGraphGateway } from './graph-gateway.ts';
import type { CallContext, Job } from './job.ts';
import type { OpenLinkedGateway } from './linked-gateway.ts';
import type { OpenToolCall } from './tool-call.ts';

/** `text` explains to the model what happened, whether anything changed, and when to try again. */
export type FailedRun = {
  readonly kind: 'failed';
  readonly text: string;
  readonly error: unknown;
  /** Whether the error is about credentials or our own stores, and not only about this call. */
  readonly concernsRequest: boolean;
} & Changed;

/** `changed` is true if a write was sent. Repeating the call could then repeat the write. */
type Changed = { readonly changed?: true };

export type RunOutcome<T> =
  | ({ readonly kind: 'done'; readonly value: T } & Changed)
  /** Policy refused the tool itself; `reason` also says who can lift the restriction. A `hidden` tool is not listed. */
  | { readonly kind: 'refused'; readonly reason: string; readonly hidden: boolean }
  /**
   * The action was not run, because it has to be confirmed or approved first. `text` is its preview. The client shows
   * the `question`, if any, to the user.
   */
  | { readonly kind: 'unconfirmed'; readonly text: string; readonly question: Question | undefined }
  | FailedRun;

/** Runs a job subject to its tool's policy, checks and deadline, with audit events and metrics. Never throws. */
export type RunTool = <T>(job: Job<T>, context: CallContext) => Promise<RunOutcome<T>>;

export type RunToolDependencies = {
  readonly policy: Policy;
  /** Returns the index of Graph's operations, loading it on first use. */
  readonly index: () => OperationIndex;
  readonly openGateway: OpenGraphGateway;
  readonly openLinked: OpenLinkedGateway;
  readonly askToLink: AskToLink;
  readonly openToolCall: OpenToolCall;
  readonly confirmCall: ConfirmCall;
  readonly audit: Audit;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** Milliseconds. */
  readonly now: () => number;
  readonly deadlineMs: number;
  /** Returns the page where the tenant's administrator grants the Graph permissions. */
  readonly adminConsentUrl: (tid: string) => string;
  /** Pages where users and administrators can fix the cause of a failure. */
  readonly links: PortalLinks;
  /** Stores claims that Entra or Graph demanded, so that the caller's next sign-in satisfies them. Never throws. */
  readonly rememberChallenge: (admission: Admission, claims: string) => Promise<void>;
};

/** A call in progress. Nested jobs share its deadline, audit and outcome. */
type RunningCall = {
  readonly context: CallContext;
  readonly audit: CallAudit;
  readonly signal: AbortSignal;
};

export function createRunTool(dependencies: RunToolDependencies): RunTool {
  const { deadlineMs } = dependencies;
  return async (job, context) => {
    const { tool } = job;
    const { traceparent, requestId } = context;
    const { caller } = context.admission;
    const decision = dependencies.policy.admit(caller, tool);
    const parsed = isPermission(decision) ? job.parse() : undefined;
    const recipients = parsed?.ok === true ? tool.recipients(parsed.args) : [];
    const audited = { caller, tool, decision, recipients, traceparent, requestId };
    const audit = startCallAudit(dependencies, audited);
    if (!isPermission(decision) || parsed === undefined) {
      audit.recordRefusal(decision);
      audit.end({ outcome: 'failure', code: 'refused_by_policy' });
      const reason = reasonAndRemedy(decision, tool.area);
      return { kind: 'refused', reason, hidden: !dependencies.policy.visible(caller, tool) };
    }
    const calledAs = job.calledAs ?? tool.name;
    if (!parsed.ok) {
      const error = badArguments(calledAs, parsed.message);
      audit.end({ outcome: 'not-run', code: error.code });
      return { kind: 'failed', text: error.message, error, concernsRequest: false };
    }
    try {
      const value = await withDeadline(deadlineMs, context.signal, (signal) =>
        execute(job, parsed.args, { context, audit, signal }, dependencies),
      );
      audit.end({ outcome: 'success', code: 'ok' });
      return { kind: 'done', value, ...changedBy(audit) };
    } catch (thrown) {
      const error = await linkQuestion(thrown, job, context, dependencies);
      if (error instanceof UnconfirmedError) {
        const code = thrown instanceof LinkNeededError ? 'link_needed' : 'confirmation_needed';
        // If the provider ends the link after the check but before the change, the change has been sent and has failed.
        audit.end({ outcome: audit.writes() === 'none' ? 'not-run' : 'failure', code });
        return { kind: 'unconfirmed', text: error.message, question: error.question };
      }
      return fail(error, tool, { context, audit }, dependencies);
    }
  };
}

/**
 * Replaces the error about a missing linked account with an error that asks the user to link an account. Never throws.
 */
async function linkQuestion(
  error: unknown,
  { tool, calledAs = tool.name, given }: Job<unknown>,
  context: CallContext,
  { askToLink }: RunToolDependencies,
): Promise<unknown> {
  if (!(error instanceof LinkNeededError)) return error;
  return askToLink(error, { calledAs, given, context }).catch((failure: unknown) => failure);
}

async function execute<T>(
  job: Job<T>,
  parsedArgs: Record<string, unknown>,
  running: RunningCall,
  dependencies: RunToolDependencies,
): Promise<T> {
  const { openGateway, openToolCall, confirmCall, policy } = dependencies;
  const { context, audit, signal } = running;
  const { admission } = context;
  const { tool } = job;
  const { confirmation, ...args } = parsedArgs;
  const gateway = openGateway({ tool, args, context, audit, signal });
  await requirePermissions(tool, args, {
    gateway,
    reaches: (area) => policy.reaches(admission.caller, area),
  });
  const runWithin = <U>(next: Job<U>): Promise<U> => executeWithin(next, running, dependencies);
  const linked = dependencies.openLinked({ tool, context, audit, signal });
  // The link is checked before the preview, so that nobody confirms a change that cannot be made.
  if (tool.kind !== 'read' && (tool.providerScopes?.length ?? 0) > 0) await linked.requireLink();
  const call = openToolCall({ context, job, gateway, linked, signal, runWithin });
  const given = typeof confirmation === 'string' ? confirmation : undefined;
  const { asking } = context;
  const calledAs = job.calledAs ?? tool.name;
  await confirmCall({ tool, calledAs, args, confirmation: given, admission, call, audit, asking });
  return job.run(args, call);
}

/**
 * Throws `ToolError('missing_permission')` if the tool cannot work with the token's permissions, so that the user
 * does not see the preview of an action that cannot be carried out.
 */
async function requirePermissions(
  tool: Tool,
  args: Record<string, unknown>,
  { gateway, reaches }: { readonly gateway: GraphGateway; readonly reaches: (area: string) => boolean },
): Promise<void> {
  const isElsewhere = args['mailbox'] !== undefined && tool.sharedScopes !== undefined;
  if (tool.scopes.length === 0 && tool.scopesElsewhere === undefined) return;
  const granted = knownScopes((await gateway.token()).scopes);
  if (granted === undefined) return;
  const missing = isElsewhere ? missingForMailbox(tool, granted) : missingPermissions(tool, granted, reaches);
  if (missing.length === 0) return;
  throw new ToolError(
    'missing_permission',
    `${tool.name} cannot work without Microsoft Graph permissions that were not granted: ${missing.join(', ')}.`,
  );
}

/** Runs a job as part of a running call. Throws on failure, unlike `RunTool`. */
async function executeWithin<T>(
  job: Job<T>,
  running: RunningCall,
  dependencies: RunToolDependencies,
): Promise<T> {
  const { context, audit } = running;
  const { tool } = job;
  const decision = dependencies.policy.admit(context.admission.caller, tool);
  if (!isPermission(decision)) {
    audit.recordRefusal(decision);
    throw new ToolError('refused_by_policy', reasonAndRemedy(decision, tool.area));
  }
  const parsed = job.parse();
  if (!parsed.ok) throw badCursor();
  audit.continueWith(tool);
  return execute(job, parsed.args, running, dependencies);
}

async function fail(
  error: unknown,
  tool: Tool,
  { context, audit }: Omit<RunningCall, 'signal'>,
  dependencies: RunToolDependencies,
): Promise<FailedRun> {
  const { admission, requestId } = context;
  if (error instanceof ClaimsChallengeError) await dependencies.rememberChallenge(admission, error.claims);
  const failure = describeFailure(error, {
    kind: tool.kind,
    writes: audit.writes(),
    adminConsentUrl: dependencies.adminConsentUrl(admission.caller.tid),
    links: dependencies.links,
    requestId,
  });
  if (failure.code === 'unexpected') report(error, tool, dependencies, context);
  audit.end(failure);
  const { text, concernsRequest } = failure;
  return { kind: 'failed', text, error, concernsRequest, ...changedBy(audit) };
}

function changedBy(audit: CallAudit): Changed {
  return audit.writes() === 'none' ? {} : { changed: true };
}

function badArguments(name: string, problem: string): ToolError {
  return new ToolError(
    'bad_arguments',
    `Invalid arguments for ${name}: ${problem}. Correct them and call again.`,
  );
}

/** Logs where a bug occurred, but never the error's message, because messages can quote content. */
function report(
  error: unknown,
  tool: Tool,
  { log, telemetry }: Pick<RunToolDependencies, 'log' | 'telemetry'>,
  { requestId, traceparent }: CallContext,
): void {
  log.error('tool_failed', { requestId, tool: tool.name, ...errorFields(error) });
  telemetry.exception({ error, requestId, traceparent });
}
