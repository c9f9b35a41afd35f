import { digest } from '../base/sha256.ts';
import { ToolError, UnconfirmedError, type LinkNeededError } from '../errors.ts';
import type { LinkRequests } from '../linked/link-requests.ts';
import { canonicalJson } from './confirmation/canonical-json.ts';
import type { CallContext } from './job.ts';

/** Returns the error that asks the user to link an account, or that reports that the user declined. */
export type AskToLink = (
  needed: LinkNeededError,
  call: { readonly calledAs: string; readonly given: unknown; readonly context: CallContext },
) => Promise<UnconfirmedError | ToolError>;

/**
 * Gives the user a link to our own page. Clients that have declared URL mode elicitation show the link themselves; all
 * other clients get the link as text. The third party's tokens never pass through the client (MCP 2026-07-28,
 * client/elicitation).
 */
export function createAskToLink(requests: LinkRequests): AskToLink {
  return async (needed, { calledAs, given, context }) => {
    const { provider } = needed;
    const { caller } = context.admission;
    const owner = { tid: caller.tid, oid: caller.oid };
    const { asking } = context;
    const call = digest(canonicalJson([calledAs, given ?? {}]));
    const answer = asking?.answer;
    const earlier =
      answer === undefined
        ? undefined
        : await requests.openQuestion(owner, { provider: provider.name, state: answer.state, call });
    if (earlier !== undefined && answer?.choice === 'rejected') return declined(provider.title);
    // Reuse the earlier page while it is valid, so that the user does not get a new page for each call.
    const opened = await requests.open(earlier);
    const isOpen = opened !== undefined && !(await requests.wasUsed(opened.id));
    const request = isOpen && earlier !== undefined ? earlier : await requests.create(owner, provider.name);
    const url = requests.urlOf(provider.name, request);
    const text = instruction(needed, { url, calledAs });
    // Without this check, a client that has already shown the page would repeat the call in a loop.
    if (asking?.opensPages !== true || earlier !== undefined) return new UnconfirmedError(text);
    const state = await requests.sealQuestion(owner, { provider: provider.name, request, call });
    const message = `${reasonOf(needed)} Open this page to link it.`;
    return new UnconfirmedError(text, { message, state, url });
  };
}

function reasonOf({ provider: { title }, why, missing }: LinkNeededError): string {
  if (why === 'none') return `Your ${title} account is not linked yet.`;
  if (why === 'ended') return `${title} has ended the link to your account, or you have removed it there.`;
  const scopes = missing.length === 0 ? '' : `: ${missing.join('; ')}`;
  return `Your ${title} account is linked, but the link lacks a permission that this action needs${scopes}.`;
}

function instruction(needed: LinkNeededError, { url, calledAs }: { url: string; calledAs: string }): string {
  return (
    `Nothing has been done yet. ${reasonOf(needed)} Ask the user to open this link within ten minutes and to continue there: ${url}\n` +
    `The link is for this user only. Once the user says that the account is linked, call ${calledAs} again with the same arguments.`
  );
}

function declined(title: string): ToolError {
  return new ToolError(
    'link_declined',
    `The user does not want to link a ${title} account now. Do not ask again unless the user brings it up.`,
  );
}
