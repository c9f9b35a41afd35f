import * as z from 'zod';
import { userOf } from '../../../tenant/directory.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { addPost, postsOf } from '../../../tenant/teamwork.ts';
import { type Call, type Handler, readBody } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';

/**
 * Computes the properties of a message for one caller. Only callers that opt in to evolvable enum members can see that
 * a message was written by Teams itself.
 */
const derive = (call: Call, row: Entity) =>
  row.eventDetail && /include-unknown-enum-members/i.test(call.header('prefer') ?? '')
    ? { messageType: 'systemEventMessage' }
    : {};

export const messageType = entityType('chatMessage', { pageSize: 20, maxTop: 50, etag: true, derive });

/** Replies that are expanded with their post. A response contains at most 1,000 replies to each post. */
const expandedReply = entityType('chatMessage', { pageSize: 1_000, etag: true, derive });

/** The type of posts in a channel. Replies are included if the request expands them. */
export const postType = entityType('chatMessage', {
  pageSize: 20,
  maxTop: 50,
  etag: true,
  derive,
  expand: {
    replies: (call, row) => ({
      type: expandedReply,
      rows: newestFirst(postsOf(call.tenant, `${placeOfPost(row)}/messages/${row.id}`).all()),
    }),
  },
});

function placeOfPost(row: Entity): string {
  const { teamId = '', channelId = '' } = (row.channelIdentity ?? {}) as {
    teamId?: string;
    channelId?: string;
  };
  return `/teams/${teamId}/channels/${channelId}`;
}

/** Sorts messages newest first, as Teams does. */
export const newestFirst = (posts: readonly Entity[]) =>
  posts.toSorted((a, b) => String(b.createdDateTime).localeCompare(String(a.createdDateTime)));

/** Returns the posts at the path `place`, sorted by the last change in each thread, newest first. */
export function byLastActivity(call: Call, place: string): readonly Entity[] {
  const lastOf = (post: Entity) =>
    [post, ...postsOf(call.tenant, `${place}/messages/${post.id}`).all()]
      .map((one) => String(one.lastModifiedDateTime))
      .toSorted()
      .at(-1) ?? '';
  const posts = postsOf(call.tenant, place).all();
  const last = new Map(posts.map((post) => [post, lastOf(post)]));
  return posts.toSorted((a, b) => (last.get(b) ?? '').localeCompare(last.get(a) ?? ''));
}

/** Throws 400 if the request has a query option that the collection does not support. */
export function allowOnly(call: Call, options: readonly string[]): void {
  const other = [...call.query.keys()].find(
    (name) => name.startsWith('$') && !['$skiptoken', '$skip', ...options].includes(name),
  );
  if (other !== undefined)
    throw badRequest(`Query option '${other.slice(1)}' is not allowed for this resource.`, 'BadRequest');
}

const identity = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  userIdentityType: z.string().optional(),
});

const postInput = z.strictObject({
  subject: z.string().nullish(),
  importance: z.enum(['normal', 'high', 'urgent']).optional(),
  body: z.object({
    contentType: z.enum(['text', 'html']).default('text'),
    content: z.string().min(1).max(28_000),
  }),
  mentions: z
    .array(
      z.looseObject({
        id: z.number(),
        mentionText: z.string(),
        mentioned: z.looseObject({ user: identity.nullish() }),
      }),
    )
    .optional(),
  attachments: z.array(z.looseObject({ id: z.string() })).optional(),
});

type PostInput = z.infer<typeof postInput>;

/**
 * Checks mentions as Graph does: each mention needs the user's type and an `<at>` tag in the HTML body. A tag without a
 * mention is removed.
 */
function withMentions({ body, mentions = [] }: PostInput): PostInput['body'] {
  if (mentions.length > 0 && body.contentType !== 'html')
    throw badRequest('Mentions are only supported in a body of content type html.', 'BadRequest');
  for (const { id, mentioned } of mentions) {
    if (mentioned.user && mentioned.user.userIdentityType === undefined)
      throw badRequest(
        'A value without a type name was found and no expected type is available. When the model is specified, each value in the payload must have a type which can be either specified in the payload, explicitly by the caller or implicitly inferred from the parent value.',
        'BadRequest',
      );
    if (!body.content.includes(`<at id="${id}">`))
      throw badRequest(`Neither Body nor adaptive card content contains marker for mention with Id '${id}'.`);
  }
  const known = new Set(mentions.map(({ id }) => String(id)));
  const content = body.content.replaceAll(
    /<at id="([^"<>]*)">([^<>]*)<\/at>/g,
    (whole, id: string, text: string) => (known.has(id) ? whole : text),
  );
  return { ...body, content };
}

export const createPost =
  (place: (call: Call) => string): Handler =>
  (call) => {
    const at = place(call);
    const input = readBody(call, postInput);
    const created = addPost(call.tenant, at, {
      ...input,
      body: withMentions(input),
      by: userOf(call.tenant, call.me.oid),
      at: call.tenant.now(),
    });
    return one(call, messageType, created, 201);
  };
