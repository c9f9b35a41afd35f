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
import { findItem } from './find-item.ts';
import { pathOfItem, type ItemArgs } from './item.ts';
import type { Resource } from './resource.ts';

/** A resource with content, and the request that returns the content. */
export type Source = {
  readonly resource: Resource;
  readonly name: string;
  /** The media type; empty if unknown. */
  readonly type: string;
  /** Size in bytes; undefined if Graph does not report the exact size. */
  readonly size: number | undefined;
  /** Changes whenever the content changes; empty if the content cannot change. */
  readonly tag: string;
  readonly content: GraphRequest;
};

/** Finds a resource. Throws `ToolError` if the resource does not exist or has no content. */
export function sourceAt(resource: Resource, call: ToolCall): Promise<Source> {
  if (resource.kind === 'attachment') return attachmentSource(resource, call);
  const { drive, item } = resource;
  return itemSource({ item, drive: drive === 'me' ? undefined : drive }, call);
}

/** Finds a file in a drive. Throws `ToolError('is_folder')` for a folder. */
export async function itemSource(args: ItemArgs, call: ToolCall): Promise<Source> {
  const { item, place } = await findItem(args, call, ['size', 'cTag', 'file']);
  if (!item.file) {
    throw new ToolError(
      'is_folder',
      'This is a folder or notebook, which has no content of its own: list its items instead.',
    );
  }
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
 * Finds an attached file, message, meeting or contact. Its size is unknown, because the size that Graph reports
 * includes the encoding.
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
  const content = read(`${place}/$value`, {}, { headers });
  const facts = { resource, size: undefined, tag: '', content };
  if (kind !== '#microsoft.graph.itemAttachment') return { ...facts, name, type: entity.contentType ?? '' };
  const { ending, type } = await itemFormat(content, call);
  return { ...facts, name: name.toLowerCase().endsWith(ending) ? name : name + ending, type };
}

/** The formats in which Graph returns attached items. */
const itemFormats = {
  message: { ending: '.eml', type: 'message/rfc822' },
  event: { ending: '.ics', type: 'text/calendar' },
  contact: { ending: '.vcf', type: 'text/vcard' },
} as const;

/**
 * Determines the format of an attached item from the beginning of its content, because the attachment's properties do
 * not include the kind of item.
 */
function itemFormat(content: GraphRequest, call: ToolCall) {
  return call.files.read(content, { from: 0 }, async ({ bytes }) => {
    let beginning = '';
    for await (const chunk of bytes) {
      beginning += Buffer.from(chunk.subarray(0, 64)).toString('latin1');
      if (beginning.length >= 64) break;
    }
    const [, component] = /^[^A-Za-z]{0,16}BEGIN:(VCALENDAR|VCARD)\b/i.exec(beginning) ?? [];
    if (component === undefined) return itemFormats.message;
    return component.toUpperCase() === 'VCARD' ? itemFormats.contact : itemFormats.event;
  });
}
