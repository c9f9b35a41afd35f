import { isRecord } from '../../base/is-record.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import type { Asking } from '../../calls/job.ts';
import type { Question } from '../../errors.ts';
import { MODERN_REVISION } from '../server-info.ts';

/** The result of a call that needs the user's answer to a form first (MCP 2026-07-28, multi round-trip requests). */
export type InputRequired = {
  readonly resultType: 'input_required';
  readonly inputRequests: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly requestState: string;
};

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

/** The key of our only input request, and of its only field. */
const ANSWER = 'approval';
/** The key of a request to open a page, in place of the form. */
const PAGE = 'link';
const FIELD = 'approve';

/**
 * Reads how the client can ask its user, and the user's answer to an earlier question. Older revisions would need a
 * stream for a question, so there the client cannot ask.
 */
export function readAsking(headers: Headers, message: unknown): Asking | undefined {
  if (headers.get('mcp-protocol-version') !== MODERN_REVISION || !isRecord(message)) return undefined;
  const params = recordAt(message, 'params');
  const elicitation = recordAt(recordAt(recordAt(params, '_meta'), CAPABILITIES), 'elicitation');
  const state = params?.['requestState'];
  const responses = recordAt(params, 'inputResponses');
  const choice = choiceIn(recordAt(responses, ANSWER), recordAt(responses, PAGE));
  return {
    showsForms: elicitation !== undefined && ('form' in elicitation || !('url' in elicitation)),
    opensPages: elicitation !== undefined && 'url' in elicitation,
    ...(typeof state === 'string' && { answer: { state, choice } }),
  };
}

/**
 * Asks to open a page, or for an explicit choice in a form, because some clients accept a form that nobody has filled in.
 */
export function inputRequired({ message, state, url }: Question): InputRequired {
  if (url !== undefined) {
    const params = { mode: 'url', message: visibleOnly(message), url };
    return {
      resultType: 'input_required',
      inputRequests: { [PAGE]: { method: 'elicitation/create', params } },
      requestState: state,
    };
  }
  return {
    resultType: 'input_required',
    inputRequests: {
      [ANSWER]: {
        method: 'elicitation/create',
        params: {
          mode: 'form',
          message: visibleOnly(message),
          requestedSchema: {
            type: 'object',
            properties: { [FIELD]: { type: 'boolean', title: 'Approve', default: false } },
            required: [FIELD],
          },
        },
      },
    },
    requestState: state,
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Accepting to open a page only means that it was opened. */
function choiceIn(form: Fields | undefined, opened: Fields | undefined): 'approved' | 'rejected' | 'none' {
  if (form === undefined && opened !== undefined)
    return opened['action'] === 'accept' ? 'approved' : opened['action'] === 'decline' ? 'rejected' : 'none';
  const { action, content } = form ?? {};
  if (action === 'accept') return isRecord(content) && content[FIELD] === true ? 'approved' : 'rejected';
  return action === 'decline' ? 'rejected' : 'none';
}

function recordAt(value: Fields | undefined, name: string): Fields | undefined {
  const member = value?.[name];
  return isRecord(member) ? member : undefined;
}
