import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { bodyAt, type MadeCall } from './run-task.ts';
import type { RawRequest } from './raw-requests.ts';

/** A request that a client without our tools would send for the same work, and the response. */
export type RawCall = {
  /** Method and path, with {id} for ids, names and addresses. */
  readonly kind: string;
  readonly sent: string;
  readonly received: string;
};

/**
 * Returns the raw calls behind one of our calls. Every assumption favours the raw client: it never repeats a read,
 * never needs the time zone or the user's own address, checks nothing before it writes, and needs no confirmation.
 * Reads are repeated here without $select, to get Graph's default properties.
 */
export async function rawCallsOf(
  call: MadeCall,
  requests: readonly RawRequest[],
  { as, origin, seen }: { as: string; origin: string; seen: Set<string> },
): Promise<readonly RawCall[]> {
  const tool = catalogue.find(({ name }) => name === call.tool);
  const writes = tool?.kind !== 'read';
  const needed = requests.filter(({ method, path }) => {
    // Graph can send a reply in one request with an empty response. Only the PATCH is counted as this request, because
    // the PATCH contains the reply's text.
    if (call.tool === 'reply_to_message') return method === 'PATCH';
    if (method === 'GET' && (writes || isOwnSetting(call, path) || seen.has(path))) return false;
    seen.add(path);
    return true;
  });
  return Promise.all(
    needed.map(async ({ method, path, body, answer }) => ({
      kind: `${method} ${kindOf(path)}`,
      sent: JSON.stringify({ path: decoded(path), ...(body !== '' && { body }) }),
      received: await receivedFor(call, { method, path, answer }, { as, origin }),
    })),
  );
}

async function receivedFor(
  { tool }: MadeCall,
  { method, path, answer }: Omit<RawRequest, 'body'>,
  { as, origin }: { as: string; origin: string },
): Promise<string> {
  if (tool === 'reply_to_message') return '';
  return method === 'GET' ? bodyAt(origin, as, path) : answer;
}

function isOwnSetting({ tool }: MadeCall, path: string): boolean {
  return path === '/me' || (path === '/me/mailboxSettings' && tool !== 'get_mailbox_settings');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function kindOf(path: string): string {
  const [before = ''] = path.split('?');
  return decoded(before)
    .split('/')
    .map((part) =>
      /^[A-Za-z$]{1,30}(?:\(.*\))?$/.test(part) || part === '' ? part.replace(/\(.*/, '') : '{id}',
    )
    .join('/');
}
