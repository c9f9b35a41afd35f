import { isRecord } from '../../base/is-record.ts';
import { visibleOnly } from '../../base/untrusted-text.ts';
import type { Asking } from '../../calls/job.ts';
import type { Question } from '../../errors.ts';
import { digest } from '../../base/sha256.ts';
import { rpcCodes } from '../rpc.ts';
import { MODERN_REVISION } from '../server-info.ts';
import { opensPagesBySession } from './session-hint.ts';

/** The result of a call that first needs the user's answer (MCP 2026-07-28, multi round-trip requests). */
export type InputRequired = {
  readonly resultType: 'input_required';
  readonly inputRequests: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly requestState: string;
};

const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

/** The key of an input request that shows a form. */
const ANSWER = 'approval';
/** The key of an input request that opens a page. */
const PAGE = 'link';
/** The form's only field. */
const FIELD = 'approve';

/**
 * Reads how the client can ask its user, and the user's answer to an earlier question. In older revisions, a form would
 * need a stream, so the client counts as unable to show forms but can be asked to open a page.
 */
export function readAsking(headers: Headers, message: unknown): Asking | undefined {
  if (opensPagesBySession(headers)) return { showsForms: false, opensPages: true };
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
 * Asks the user to open a page or to fill in a form. The form has a required field, because some clients accept a
 * form that the user has not filled in.
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

/**
 * Returns the error that asks the client to open a page (MCP 2025-11-25, URL mode elicitation). `text` contains the
 * URL too, for clients that show only the message.
 */
export function pageRequired(text: string, { message, url = '' }: Question) {
  const elicitation = {
    mode: 'url',
    elicitationId: digest(url).slice(0, 22),
    url,
    message: visibleOnly(message),
  } as const;
  return {
    code: rpcCodes.urlElicitationRequired,
    message: visibleOnly(text),
    data: { elicitations: [elicitation] },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Returns the user's choice. An accepted form counts as approval only if its field is set. For a page, `approved` means
 * that the user agreed to open the page.
 */
function choiceIn(form: Fields | undefined, page: Fields | undefined): 'approved' | 'rejected' | 'none' {
  const action = (form ?? page)?.['action'];
  if (action === 'decline') return 'rejected';
  if (action !== 'accept') return 'none';
  const isApproved = form === undefined || recordAt(form, 'content')?.[FIELD] === true;
  return isApproved ? 'approved' : 'rejected';
}

function recordAt(value: Fields | undefined, name: string): Fields | undefined {
  const member = value?.[name];
  return isRecord(member) ? member : undefined;
}
