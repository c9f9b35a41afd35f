import { ToolError, UnconfirmedError } from '../../errors.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import type { Asking } from '../job.ts';
import { contentOf } from './approval-content.ts';
import { rejectedByUser, type Approvals } from './approvals.ts';
import type { Confirmations } from './confirmation.ts';
import type { ConfirmedCall } from './confirmed-call.ts';
import { describeAction, type Action } from './describe-action.ts';
import { questionAbout } from './approval-question.ts';

export type CallToApprove = {
  readonly action: Action;
  readonly confirmed: ConfirmedCall;
  readonly confirmation: string | undefined;
  readonly client: ClientIdentity;
  readonly asking: Asking | undefined;
};

/**
 * Returns undefined if the user has approved the call. Otherwise returns an error that requests approval or refuses
 * the call.
 */
export type ApproveCall = (call: CallToApprove) => Promise<UnconfirmedError | ToolError | undefined>;

/**
 * Asks the user with a form if the client has declared support for forms, because such a client then repeats the
 * call itself. All other clients get a link to our own page.
 */
export function createApproveCall({
  approvals,
  confirmations,
}: {
  readonly approvals: Approvals;
  readonly confirmations: Confirmations;
}): ApproveCall {
  const askWithForm = async (
    { action, confirmed, asking }: CallToApprove,
    refusal: string | undefined,
  ): ReturnType<ApproveCall> => {
    const call: ConfirmedCall = { ...confirmed, askedBy: 'form' };
    const answer = asking?.answer;
    const used = answer && (await confirmations.redeem(answer.state, call));
    if (answer !== undefined && used?.ok === true) {
      if (answer.choice === 'approved') return undefined;
      if (answer.choice === 'none') return notAnswered();
      await approvals.reject(confirmed);
      return rejectedByUser();
    }
    if (await approvals.wasRejected(confirmed)) return rejectedByUser();
    const unused = used?.ok === false ? used.why : undefined;
    const message = questionAbout(action.calledAs, contentOf(action, confirmed.args), unused);
    const question = { message, state: await confirmations.issue(call) };
    return new UnconfirmedError(describeAction(action, unused ?? refusal).join('\n'), question);
  };

  const askWithLink = async (
    { action, confirmed, client }: CallToApprove,
    refusal: string | undefined,
    pendingId?: string,
  ): Promise<UnconfirmedError> => {
    const id = pendingId ?? (await approvals.ask(confirmed, client, contentOf(action, confirmed.args)));
    return new UnconfirmedError([...describeAction(action, refusal), instruction(action, id)].join('\n'));
  };

  const instruction = ({ calledAs }: Action, id: string): string =>
    `Ask the user to open ${approvals.urlOf(id)} and to approve the action there within ten minutes. ` +
    `Then call ${calledAs} again within ten minutes, with the same arguments and confirmation="${id}". ` +
    'The approval can be used once.';

  return async (call) => {
    const { confirmation, confirmed, asking } = call;
    const used = confirmation === undefined ? undefined : await approvals.use(confirmation, confirmed);
    if (used?.ok === true) return undefined;
    if (used?.state === 'rejected') return rejectedByUser();
    if (used?.state === 'pending') return askWithLink(call, used.why, confirmation);
    return asking?.showsForms === true ? askWithForm(call, used?.why) : askWithLink(call, used?.why);
  };
}

function notAnswered(): ToolError {
  return new ToolError(
    'not_approved',
    'The user dismissed the question without answering it. Ask them what to do before you call again.',
  );
}
