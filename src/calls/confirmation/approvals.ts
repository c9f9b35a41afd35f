import * as z from 'zod';

import { randomText } from '../../base/random.ts';
import { digest } from '../../base/sha256.ts';
import { ToolError } from '../../errors.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';
import type { Place, Row, Store } from '../../state/store.ts';
import { approvalContent, type ApprovalContent } from './approval-content.ts';
import { canonicalJson } from './canonical-json.ts';
import { belongsToAnother, digestsOf, parts, type ConfirmedCall } from './confirmed-call.ts';
import { createRejections } from './rejections.ts';

/** `used`: the approved call has been allowed to run. */
export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'used';

/** An action that awaits the user's decision or was decided recently. */
export type Approval = {
  readonly id: string;
  readonly state: ApprovalState;
  /** Expiry in seconds since 1970: the deadline for deciding or, once approved, for using the approval. */
  readonly until: number;
  readonly person: { readonly tid: string; readonly oid: string };
  readonly client: ClientIdentity;
  readonly content: ApprovalContent;
};

/** The result of using an approval for a call. `why` completes "The confirmation was not accepted: …". */
export type ApprovalUse =
  | { readonly ok: true }
  | { readonly ok: false; readonly state: 'pending' | 'rejected' | 'void'; readonly why: string };

/**
 * Approvals prove that the user approved exactly this call on our own page. Methods throw `UnavailableError` while the
 * keys or the tables are unavailable, so that nothing runs without an approval.
 */
export type Approvals = {
  /**
   * Stores an action and returns the id of its approval: 30 random characters. Throws `ToolError` if the user recently
   * rejected the same call, or has been asked too often.
   */
  ask(call: ConfirmedCall, client: ClientIdentity, content: ApprovalContent): Promise<string>;
  /** Returns the page where the user decides. */
  urlOf(id: string): string;
  /** Lets a call run once if the user has approved it. */
  use(id: string, call: ConfirmedCall): Promise<ApprovalUse>;
  /**
   * Returns an approval, or undefined if it does not exist or has expired. The caller must check that the approval
   * belongs to the signed-in user.
   */
  find(id: string): Promise<Approval | undefined>;
  /** Records that the user rejected a call in the client's form instead of on the page. */
  reject(call: ConfirmedCall): Promise<void>;
  /** Whether the user recently rejected the same call. */
  wasRejected(call: ConfirmedCall): Promise<boolean>;
  /**
   * Records the decision. A rejection also withdraws an approval that has not been used. Returns false if the decision
   * changes nothing or the approval has expired.
   */
  settle(id: string, decision: 'approved' | 'rejected'): Promise<boolean>;
};

/** How long the user has to decide, and how long the client then has to repeat the call. */
const APPROVAL_SECONDS = 10 * 60;
const ID_BYTES = 22;
const idShape = /^[\w-]{30}$/;

const rowValue = z.object({
  state: z.enum(['pending', 'approved', 'rejected', 'used']),
  until: z.int(),
  sealed: z.string(),
});

const sealedContent = z.object({
  tid: z.string(),
  oid: z.string(),
  client: z.object({ class: z.string(), id: z.string(), assertedName: z.string().exactOptional() }),
  /** A digest of each part of the call. */
  digests: z.array(z.string()),
  /** Used to find an earlier rejection of the same call. */
  callKey: z.string(),
  content: approvalContent,
});

type Stored = z.infer<typeof rowValue> & { readonly row: Row; readonly facts: z.infer<typeof sealedContent> };

export type ApprovalsDependencies = {
  readonly sealer: Pick<Sealer, 'seal' | 'open' | 'shortMac'>;
  readonly store: Pick<Store, 'insert' | 'get' | 'replace' | 'remove'>;
  readonly publicUrl: string;
  /** Limits how often a user is asked. `wait` returns seconds. */
  readonly limit: { wait(key: string): number; count(key: string): void };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

export function createApprovals(dependencies: ApprovalsDependencies): Approvals {
  const { sealer, store, publicUrl, limit, random } = dependencies;
  const seconds = () => Math.floor(dependencies.now() / 1_000);
  const rejections = createRejections(store, seconds);

  const keyOf = async (call: ConfirmedCall): Promise<string> => {
    const mac = await sealer.shortMac('approval', canonicalJson(parts.map(({ of }) => of(call))));
    return mac.toString('base64url');
  };

  const read = async (id: string): Promise<Stored | undefined> => {
    const row = idShape.test(id) ? await store.get(placeOf(id)) : undefined;
    const value = rowValue.safeParse(row?.value);
    if (row === undefined || !value.success || value.data.until <= seconds()) return undefined;
    const facts = await tryOpenClaims(sealedContent, 'approval', value.data.sealed, sealer);
    return facts && { ...value.data, row, facts };
  };

  /** Writes the next state. Returns false if another request wrote first. */
  const advance = (id: string, { row, sealed }: Stored, state: ApprovalState): Promise<boolean> => {
    const until = seconds() + APPROVAL_SECONDS;
    return store.replace(placeOf(id), { value: { state, until, sealed }, expiresAt: until }, row.etag);
  };

  return {
    ask: async (call, client, content) => {
      const { tid, oid } = call;
      const callKey = await keyOf(call);
      if (await rejections.has(callKey)) throw rejectedByUser();
      spend(limit, `${tid}|${oid}`);
      const id = randomText(random, ID_BYTES);
      const facts = { tid, oid, client, digests: digestsOf(call), callKey, content };
      // The sealed facts are valid for two periods: the user can decide in the first period, and the client can repeat
      // the call in the second.
      const sealed = await sealer.seal('approval', { ...facts }, 2 * APPROVAL_SECONDS);
      const until = seconds() + APPROVAL_SECONDS;
      const entry = { value: { state: 'pending', until, sealed }, expiresAt: until };
      if (!(await store.insert(placeOf(id), entry)))
        throw new Error('An approval with this id already exists.');
      return id;
    },

    urlOf: (id) => `${publicUrl}/approve/${id}`,

    use: async (id, call) => {
      const stored = await read(id);
      if (stored === undefined)
        return { ok: false, state: 'void', why: 'it has expired or was not issued by this server' };
      const digests = digestsOf(call);
      const differing = parts.filter((_, index) => digests[index] !== stored.facts.digests[index]);
      if (differing.length > 0) return { ok: false, state: 'void', why: belongsToAnother(differing) };
      if (stored.state === 'pending')
        return { ok: false, state: 'pending', why: 'the user has not approved it yet' };
      if (stored.state === 'rejected')
        return { ok: false, state: 'rejected', why: 'the user has rejected it' };
      const isFirstUse = stored.state === 'approved' && (await advance(id, stored, 'used'));
      return isFirstUse ? { ok: true } : { ok: false, state: 'void', why: 'it has already been used' };
    },

    find: async (id) => {
      const stored = await read(id);
      if (stored === undefined) return undefined;
      const { state, until, facts } = stored;
      const { tid, oid, client, content } = facts;
      return { id, state, until, person: { tid, oid }, client, content };
    },

    reject: async (call) => rejections.add(await keyOf(call)),

    wasRejected: async (call) => rejections.has(await keyOf(call)),

    settle: async (id, decision) => {
      const stored = await read(id);
      const isOpen = stored?.state === 'pending' || (stored?.state === 'approved' && decision === 'rejected');
      if (!isOpen || !(await advance(id, stored, decision))) return false;
      if (decision === 'rejected') await rejections.add(stored.facts.callKey);
      return true;
    },
  };
}

export function rejectedByUser(): ToolError {
  return new ToolError(
    'rejected_by_user',
    'The user rejected this action. Do not ask again unless the user brings it up. Approval for the same call can be requested again ten minutes after the rejection.',
  );
}

function spend(limit: ApprovalsDependencies['limit'], key: string): void {
  const wait = limit.wait(key);
  if (wait > 0) {
    throw new ToolError('too_many_approvals', "Too many actions are waiting for the user's approval.", {
      retryAfterSeconds: wait,
    });
  }
  limit.count(key);
}

/**
 * Returns where an approval is stored: under a digest of its id, so that the tables do not reveal the URLs of approval
 * pages.
 */
function placeOf(id: string): Place {
  const hidden = digest(id);
  return { table: 'approvals', partition: hidden.slice(0, 2), id: hidden };
}
