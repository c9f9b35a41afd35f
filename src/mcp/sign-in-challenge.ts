import { isRecord } from '../base/is-record.ts';
import type { ClientIdentity } from '../policy/caller.ts';

/** Where ChatGPT looks for challenges in a result (OpenAI, Apps SDK, Authentication). */
export const CHALLENGE_KEY = 'mcp/www_authenticate';

/**
 * The answer to a message whose caller has to sign in again. Most clients act on the status and its header alone, and
 * take an error result with 200 for the end of the matter. ChatGPT acts on the challenge in an error result. So the
 * result of a call is the body of the refusal, and ChatGPT gets it with 200. Every other message gets the refusal as
 * it is.
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

/** By what cannot be asserted: the host of the redirect URI, or the metadata document. Codex acts on the status. */
function isChatGpt({ class: clientClass, id }: ClientIdentity): boolean {
  if (clientClass === 'chatgpt.com') return true;
  return clientClass === 'https://chatgpt.com' && !id.startsWith('https://chatgpt.com/oauth/codex/');
}
