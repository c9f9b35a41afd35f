import { z } from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall, type ToolResult } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { cell, fenced } from '../output/untrusted.ts';
import { measured } from './shared/copy.ts';
import { driveItem, type DriveItem } from './shared/drive-item.ts';
import { linkTo, resourceAt, uriOf } from './shared/resource.ts';
import { inWords, sizeOf } from './shared/size.ts';
import { sourceAt } from './shared/source.ts';
import { storing, targetShape, type Target } from './shared/target.ts';
import {
  begin,
  goOn,
  handleOf,
  openSession,
  sessionBehind,
  type Ending,
  type Session,
} from './shared/upload-session.ts';

/** Stores a file: from what the model writes, or from another place without passing through the model. */
export const uploadFile = defineTool({
  name: 'upload_file',
  title: 'Upload file',
  area: 'files',
  order: 50,
  presets: ['default'],
  about:
    'Create or replace a file from text or base64, or copy one of any size from an attachment or another file.',
  intents: [
    'save this as a document',
    'put the attachment into the folder',
    'write a text file to OneDrive',
    'store the report in SharePoint',
    'copy the attached file to the team site',
    'go on with the upload',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  optionalScopes: ['Mail.Read'],
  operation: 'PUT /drives/{id}/items/{id}/content',
  example: {
    as: 'ana.silva',
    args: { path: '/Notes/Minutes.md', content: '# Minutes', conflict: 'replace' },
  },
  input: {
    ...targetShape,
    path: targetShape.path.optional(),
    content: z.string().optional().describe('Of the file.'),
    encoding: z.enum(['text', 'base64']).default('text').describe('Of content.'),
    source: z.string().max(2_000).optional().describe('In place of content: a portico:// resource.'),
    resume: z.string().max(12_000).optional().describe('Handle of an unfinished upload; alone.'),
  },
  check: ({ path, content, encoding, source, resume }) => {
    const given = [content, source, resume].filter((one) => one !== undefined).length;
    if (given !== 1) return 'give one of content, source and resume';
    if (resume === undefined && path === undefined) return 'path is needed, such as /Plans/Q3.docx';
    if (source !== undefined && resourceAt(source) === undefined)
      return 'source must be a portico://file/… or portico://attachment/… address, as get_file and get_attachment give it';
    if (encoding === 'base64' && content !== undefined && !isBase64(content)) return 'content is not base64';
    return undefined;
  },
  async run({ path, drive, conflict, content, encoding, source, resume }, call) {
    if (resume !== undefined) {
      const session = await sessionBehind(resume, call);
      return told(session, await goOn(session, call), resume);
    }
    const target = { path: path ?? '', drive, conflict };
    if (source !== undefined) return copied(source, target, call);
    const bytes = Buffer.from(content ?? '', encoding === 'base64' ? 'base64' : 'utf8');
    return stored(entityOf(await call.graph(storing(target, bytes)), driveItem));
  },
});

async function copied(address: string, target: Target, call: ToolCall): Promise<ToolResult> {
  const resource = resourceAt(address);
  if (resource === undefined) throw new ToolError('bad_argument', 'The source is no address of a file.');
  const source = await sourceAt(resource, call);
  const found = await measured(source, call);
  if ('whole' in found) return stored(entityOf(await call.graph(storing(target, found.whole)), driveItem));
  const session = await openSession({ source, target, total: found.total }, call);
  // Made before the first part: when the time is over there may be none left to make it.
  const handle = await handleOf(session, call);
  return told(session, await begin(session, source, call), handle);
}

function told({ total }: Session, ending: Ending, handle: string): ToolResult {
  if (ending.kind === 'done') return stored(driveItem.safeParse(ending.item).data ?? {});
  return {
    text: [
      `Not finished: ${inWords(ending.done)} of ${inWords(total)} have arrived, and no file is there yet. ${ending.reason}`,
      'Call upload_file again with nothing but this handle as resume:',
      handle,
    ].join('\n'),
  };
}

function stored(item: DriveItem): ToolResult {
  const id = item.id ?? '';
  const resource = { kind: 'file', drive: item.parentReference?.driveId || 'me', item: id } as const;
  const name = item.name ?? '';
  const facts = [cell(name, 200), sizeOf(item), `id ${cell(id, 512)}`].join(' | ');
  return {
    text: `Stored.\nResource: ${uriOf(resource)}\n${fenced(facts)}`,
    links: [linkTo(resource, { name, type: item.file?.mimeType ?? '', size: undefined })],
  };
}

function isBase64(given: string): boolean {
  const letters = given.replaceAll(/\s+/g, '').replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/_-]*$/.test(letters) && letters.length % 4 !== 1;
}
