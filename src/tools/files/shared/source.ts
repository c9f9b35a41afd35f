import { z } from 'zod';

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

/** Something with content: what it is, and the request that its content answers. */
export type Source = {
  readonly resource: Resource;
  readonly name: string;
  /** The media type; empty where nobody says. */
  readonly type: string;
  /** In bytes; undefined where Graph does not say exactly. */
  readonly size: number | undefined;
  /** What changes when the content does; empty where it never does. */
  readonly tag: string;
  readonly content: GraphRequest;
};

/** The source that an address names. Throws `ToolError` where there is none, or it has no content. */
export function sourceAt(resource: Resource, call: ToolCall): Promise<Source> {
  if (resource.kind === 'attachment') return attachmentSource(resource, call);
  const { drive, item } = resource;
  return itemSource({ item, drive: drive === 'me' ? undefined : drive }, call);
}

/** A file of a drive. Throws `ToolError('is_folder')` for a folder. */
export async function itemSource(args: ItemArgs, call: ToolCall): Promise<Source> {
  const answer = await call.graph(
    read(pathOfItem(args), { select: ['id', 'name', 'size', 'cTag', 'file', 'parentReference'] }),
  );
  const item = entityOf(answer, driveItem);
  if (!item.file) {
    throw new ToolError(
      'is_folder',
      'This is a folder or a notebook, which has no content of its own: list it.',
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

/** A file or message that is attached to a message. Its size is not Graph's, which counts the encoding too. */
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
      `This attachment is a link to a file in a drive, named ${cell(name, 80)}: find the file there by search.`,
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
