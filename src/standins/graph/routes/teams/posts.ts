import * as z from 'zod';
import { userOf, usersOf } from '../../../tenant/directory.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addPost } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, readBody } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';

export const messageType = entityType('chatMessage', { pageSize: 20, maxTop: 50, etag: true });

export const memberType = entityType('aadUserConversationMember');

export function memberOf(call: Call, oid: string): Entity {
  const user = usersOf(call.tenant).get(oid);
  return {
    id: guid(`member|${oid}`),
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [],
    displayName: user?.displayName ?? null,
    userId: oid,
    email: user?.mail ?? null,
  };
}

/** Sorts messages newest first, as Teams does. */
export const newestFirst = (posts: readonly Entity[]) => posts.toReversed();

const postInput = z.strictObject({
  subject: z.string().nullish(),
  importance: z.enum(['normal', 'high', 'urgent']).optional(),
  body: z.object({
    contentType: z.enum(['text', 'html']).default('text'),
    content: z.string().min(1).max(28_000),
  }),
  mentions: z
    .array(z.looseObject({ id: z.number(), mentionText: z.string().optional(), mentioned: z.unknown() }))
    .optional(),
  attachments: z.array(z.looseObject({ id: z.string() })).optional(),
});

/** Adds a post by the caller. Throws 400 if a mention does not occur in the body. */
export const createPost =
  (place: (call: Call) => string): Handler =>
  (call) => {
    const at = place(call);
    const input = readBody(call, postInput);
    for (const { id } of input.mentions ?? [])
      if (!input.body.content.includes(`<at id="${id}">`))
        throw badRequest(`The body does not contain the mention with id ${id}.`, 'BadRequest');
    const created = addPost(call.tenant, at, {
      by: userOf(call.tenant, call.me.oid),
      at: call.tenant.now(),
      ...input,
    });
    return one(call, messageType, created, 201);
  };
