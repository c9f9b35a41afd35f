import { isRecord } from '../base/is-record.ts';
import type { ClientIdentity } from '../policy/caller.ts';

/** The member of a result's `_meta` in which ChatGPT expects challenges (OpenAI, Apps SDK, Authentication). */
export const CHALLENGE_KEY = 'mcp/www_authenticate';

/**
 * Returns the response to a message whose caller has to sign in again. Most clients act only on the status and the
 * WWW-Authenticate header, and treat an error result with status 200 as final. ChatGPT acts on the challenge in an
 * error result. Therefore, the response to a refused call contains the call's error result and, for ChatGPT, has status
 * 200. Any other message gets the refusal unchanged.
 */
export async function challengeResponse(
  refusal: Response,
  answer: Response,
  message: unknown,
  client: ClientIdentity,
): Promise<Response> {
  if (!refusal.headers.has('www-authenticate') || !isCall(message)) return refusal;
  if (isChatGpt(client)) return answer;
  return new Response(await answer.text(), { status: refusal.status, headers: refusal.headers });
}

function isCall(message: unknown): boolean {
  return isRecord(message) && message['method'] === 'tools/call';
}

/**
 * Identifies ChatGPT by what a client cannot forge: the host of its redirect URI, or its metadata document. Codex is
 * excluded because it acts on the status.
 */
function isChatGpt({ class: clientClass, id }: ClientIdentity): boolean {
  if (clientClass === 'chatgpt.com') return true;
  return clientClass === 'https://chatgpt.com' && !id.startsWith('https://chatgpt.com/oauth/codex/');
}
