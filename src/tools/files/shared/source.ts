import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../../graph/request/prefer.ts';
import { read } from '../../../graph/request/read.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { owner } from '../../input/common-input.ts';
import { cell } from '../../output/untrusted.ts';
import { driveItem } from './drive-item.ts';
import { pathOfItem, type ItemArgs } from './item.ts';
import type { Resource } from './resource.ts';

/** A resource with content, and the request that returns the content. */
export type Source = {
  readonly resource: Resource;
  readonly name: string;
  /** The media type; empty if unknown. */
  readonly type: string;
  /** In bytes; undefined if Graph does not report the exact size. */
  readonly size: number | undefined;
  /** Changes with the content; empty if the content cannot change. */
  readonly tag: string;
  readonly content: GraphRequest;
};

/** Finds a resource. Throws `ToolError` if it does not exist or has no content. */
export function sourceAt(resource: Resource, call: ToolCall): Promise<Source> {
  if (resource.kind === 'attachment') return attachmentSource(resource, call);
  const { drive, item } = resource;
  return itemSource({ item, drive: drive === 'me' ? undefined : drive }, call);
}

/** Finds a file in a drive. Throws `ToolError('is_folder')` for a folder. */
export async function itemSource(args: ItemArgs, call: ToolCall): Promise<Source> {
  const answer = await call.graph(
    read(pathOfItem(args), { select: ['id', 'name', 'size', 'cTag', 'file', 'parentReference'] }),
  );
  const item = entityOf(answer, driveItem);
  if (!item.file) {
    throw new ToolError(
      'is_folder',
      'This is a folder or notebook, which has no content of its own: list its items instead.',
    );
  }
  const place = { item: item.id ?? '', drive: item.parentReference?.driveId || args.drive };
  return {
    resource: { kind: 'file', drive: place.drive ?? 'me', item: place.item },
    name: item.name ?? '',
    type: item.file.mimeType ?? '',
    size: item.size ?? undefined,
    tag: item.cTag ?? '',
    content: read(pathOfItem(place, 'content')),
  };
}

const attachmentFacts = z.object({ '@odata.type': text, name: text, contentType: text });

/**
 * Finds an attached file or message. Its size is unknown, because the size that Graph reports includes the encoding.
 */
export async function attachmentSource(
  resource: Extract<Resource, { kind: 'attachment' }>,
  call: ToolCall,
): Promise<Source> {
  const { message, attachment, mailbox } = resource;
  const place = owner(mailbox) + path`/messages/${message}/attachments/${attachment}`;
  const headers = prefer(immutableIds);
  const answer = await call.graph(
    read(place, { select: ['id', 'name', 'contentType', 'size'] }, { headers }),
  );
  const entity = entityOf(answer, attachmentFacts);
  const kind = entity['@odata.type'];
  const name = entity.name ?? '';
  if (kind === '#microsoft.graph.referenceAttachment') {
    throw new ToolError(
      'is_link',
      `This attachment only links to the file ${cell(name, 80)} in a drive: search for the file there.`,
    );
  }
  const isItem = kind === '#microsoft.graph.itemAttachment';
  return {
    resource,
    name: isItem && !/\.\w{1,5}$/.test(name) ? `${name}.eml` : name,
    type: isItem ? 'message/rfc822' : (entity.contentType ?? ''),
    size: undefined,
    tag: '',
    content: read(`${place}/$value`, {}, { headers }),
  };
}
