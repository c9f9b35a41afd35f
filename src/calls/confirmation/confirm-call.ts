import { ToolError, UnconfirmedError } from '../../errors.ts';
import type { Admission } from '../../policy/caller.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { isPermission, type Decision } from '../../policy/decision.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Preview, Tool, ToolCall } from '../../tools/define.ts';
import type { CallAudit } from '../call-audit.ts';
import type { Confirmations, ConfirmedCall } from './confirmation.ts';
import { outsidersAmong } from './outside-recipients.ts';
import type { TenantDomains } from './tenant-domains.ts';

export type PreviewedCall = {
  readonly tool: Tool;
  /** Without the confirmation. */
  readonly args: Record<string, unknown>;
  readonly confirmation: string | undefined;
  readonly admission: Admission;
  readonly call: ToolCall;
  readonly audit: CallAudit;
};

/**
 * Returns if policy allows the effects of an action and any required confirmation was given.
 * Throws `ToolError('refused_by_policy')`, or `UnconfirmedError` with a preview.
 */
export type ConfirmCall = (previewed: PreviewedCall) => Promise<void>;

const NAMED_OUTSIDERS = 5;

export function createConfirmCall({
  policy,
  confirmations,
  tenantDomains,
}: {
  readonly policy: Policy;
  readonly confirmations: Confirmations;
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

  return async (previewed) => {
    const { tool, args, confirmation, admission, call, audit } = previewed;
    if (tool.kind === 'read') return;
    const { caller } = admission;
    const preview = await tool.preview(args, call);
    if (preview.recipients !== undefined) audit.nameRecipients(preview.recipients);
    const outsiders = await findOutsiders(previewed, preview);
    const effects = { kind: tool.kind, outsiders, isBulk: preview.isBulk ?? false };
    const decision = policy.judge(effects);
    if (!isPermission(decision) || decision.obligations.approve === true) {
      audit.recordRefusal({ ...decision, effect: 'refuse' });
      throw new ToolError('refused_by_policy', `${decision.reason}${named(outsiders)}`);
    }
    if (decision.obligations.confirm !== true) return;
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
    const redeemed =
      confirmation === undefined ? undefined : await confirmations.redeem(confirmation, confirmed);
    if (redeemed?.ok === true) return;
    audit.recordRefusal({ ...decision, effect: 'confirm' });
    const token = await confirmations.issue(confirmed);
    throw new UnconfirmedError(
      renderPreview({ tool, preview, decision, outsiders, token, refusal: redeemed?.why }),
    );
  };
}

type Rendered = {
  readonly tool: Tool;
  readonly preview: Preview;
  readonly decision: Decision;
  readonly outsiders: readonly string[];
  readonly token: string;
  /** Why the confirmation of this call was not accepted. */
  readonly refusal: string | undefined;
};

function renderPreview({ tool, preview, decision, outsiders, token, refusal }: Rendered): string {
  const { lines, more = 0 } = preview;
  const rest = more === 0 ? [] : [`- and ${more} more`];
  return [
    ...(refusal === undefined ? [] : [`The confirmation was not accepted: ${refusal}.`]),
    `Nothing has been done yet. ${tool.name} would:`,
    ...lines.map((line) => `- ${line}`),
    ...rest,
    `${decision.reason}${named(outsiders)}`,
    `Show this to the user. If the user agrees, call ${tool.name} again with the same arguments and confirmation="${token}". It is valid for five minutes and can be used once.`,
  ].join('\n');
}

function named(outsiders: readonly string[]): string {
  if (outsiders.length === 0) return '';
  const first = outsiders.slice(0, NAMED_OUTSIDERS).join(', ');
  const rest = outsiders.length - NAMED_OUTSIDERS;
  return ` Outside: ${first}${rest > 0 ? ` and ${rest} others` : ''}.`;
}
