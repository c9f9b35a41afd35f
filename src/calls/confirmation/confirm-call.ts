import { ToolError, UnconfirmedError } from '../../errors.ts';
import type { Admission } from '../../policy/caller.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { isPermission } from '../../policy/decision.ts';
import type { Effects } from '../../policy/effect-rules.ts';
import type { Policy } from '../../policy/policy.ts';
import { reasonAndRemedy } from '../../policy/remedies.ts';
import type { Preview, Tool, ToolCall } from '../../tools/define.ts';
import type { CallAudit } from '../call-audit.ts';
import { permitRequest } from '../graph-gateway.ts';
import type { Asking } from '../job.ts';
import type { Approvals } from './approvals.ts';
import { createApproveCall, type CallToApprove } from './approve-call.ts';
import type { Confirmations } from './confirmation.ts';
import type { ConfirmedCall } from './confirmed-call.ts';
import { describeAction, nameOutsiders } from './describe-action.ts';
import { outsidersAmong } from './outside-recipients.ts';
import type { TenantDomains } from './tenant-domains.ts';

export type PreviewedCall = {
  readonly tool: Tool;
  /** The name that the client used for the tool. */
  readonly calledAs: string;
  /** The arguments without the confirmation. */
  readonly args: Record<string, unknown>;
  readonly confirmation: string | undefined;
  readonly admission: Admission;
  readonly call: ToolCall;
  readonly audit: CallAudit;
  /** How the client can ask the user. */
  readonly asking: Asking | undefined;
};

/**
 * Resolves if policy allows the effects of an action and any required confirmation or approval was given. Rejects with
 * `ToolError('refused_by_policy')`, or with `UnconfirmedError` and a preview.
 */
export type ConfirmCall = (previewed: PreviewedCall) => Promise<void>;

export function createConfirmCall({
  policy,
  confirmations,
  approvals,
  tenantDomains,
}: {
  readonly policy: Policy;
  readonly confirmations: Confirmations;
  readonly approvals: Approvals;
  readonly tenantDomains: TenantDomains;
}): ConfirmCall {
  const findOutsiders = async (
    { tool, args, admission, call }: PreviewedCall,
    preview: Preview,
  ): Promise<readonly string[]> => {
    const others = preview.outsiders ?? [];
    if (!policy.asksForOutsiders) return others;
    const recipients = preview.recipients ?? tool.recipients(args);
    const graph = (request: GraphRequest) => call.graph(request);
    return [...(await outsidersAmong(recipients, admission.caller.tid, { tenantDomains, graph })), ...others];
  };

  const approve = createApproveCall({ approvals, confirmations });

  const confirm = async ({
    action,
    confirmed,
    confirmation,
  }: CallToApprove): Promise<UnconfirmedError | undefined> => {
    const redeemed =
      confirmation === undefined ? undefined : await confirmations.redeem(confirmation, confirmed);
    if (redeemed?.ok === true) return undefined;
    const token = await confirmations.issue(confirmed);
    const instruction = `Show this to the user. If the user agrees, call ${action.calledAs} again with the same arguments and confirmation="${token}". It is valid for five minutes and can be used once.`;
    return new UnconfirmedError([...describeAction(action, redeemed?.why), instruction].join('\n'));
  };

  return async (previewed) => {
    const { tool, calledAs, args, confirmation, admission, call, audit, asking } = previewed;
    if (tool.kind === 'read') return;
    const { caller } = admission;
    const preview = await tool.preview(args, call);
    recordPreview(audit, preview);
    // Policy decides before the confirmation, so that nobody is asked to confirm an action that policy refuses.
    for (const request of preview.requests ?? []) permitRequest(request, { tool, caller, audit }, policy);
    const outsiders = await findOutsiders(previewed, preview);
    const decision = policy.judge(effectsOf(tool, preview, outsiders));
    if (!isPermission(decision)) {
      audit.recordRefusal(decision);
      const reason = `${decision.reason}${nameOutsiders(outsiders)}`;
      throw new ToolError('refused_by_policy', reasonAndRemedy({ ...decision, reason }, tool.area));
    }
    const needsApproval = decision.obligations.approve === true;
    if (!needsApproval && decision.obligations.confirm !== true) return;
    const confirmed: ConfirmedCall = {
      tool: tool.name,
      args,
      tid: caller.tid,
      oid: caller.oid,
      clientId: caller.client.id,
      family: admission.family?.id,
      policyHash: policy.hash,
      versions: [...(preview.versions ?? []), ...outsiders],
    };
    const action = { tool, calledAs, preview, decision, outsiders };
    const toRelease = { action, confirmed, confirmation, client: caller.client, asking };
    const refusal = await (needsApproval ? approve(toRelease) : confirm(toRelease));
    if (refusal === undefined) {
      audit.nameDecision(decision);
      return;
    }
    const obligation = needsApproval ? 'approve' : 'confirm';
    audit.recordRefusal({ ...decision, effect: refusal instanceof ToolError ? 'refuse' : obligation });
    throw refusal;
  };
}

function effectsOf(tool: Tool, { kind, isBulk = false }: Preview, outsiders: readonly string[]): Effects {
  return { kind: kind ?? tool.kind, outsiders, isBulk };
}

function recordPreview(audit: CallAudit, { recipients, kind }: Preview): void {
  if (recipients !== undefined) audit.nameRecipients(recipients);
  if (kind !== undefined) audit.nameKind(kind);
}
