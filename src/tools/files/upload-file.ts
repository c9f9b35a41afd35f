import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool, type ArgsOf, type ToolCall, type ToolResult } from '../define.ts';
import { emptyHasMeaning } from '../input/normalise-arguments.ts';
import { entityOf } from '../output/graph-data.ts';
import { fence } from '../output/untrusted.ts';
import { appendText } from './shared/text/append-text.ts';
import { contentProblem } from './shared/names/binary-kind.ts';
import { requireSameFormat } from './shared/names/new-name.ts';
import { measure } from './shared/copy.ts';
import { driveItem, type DriveItem } from './shared/drive-item.ts';
import { linkTo, resourceAt, uriOf } from './shared/resource.ts';
import { factsOf, formatBytes } from './shared/describe-item.ts';
import { sourceAt, type Source } from './shared/source.ts';
import { locateTarget, storeRequest, targetShape, type Target } from './shared/target.ts';
import {
  startUpload,
  resumeUpload,
  createHandle,
  openSession,
  openHandle,
  type UploadResult,
  type Session,
} from './shared/upload-session.ts';

/** Maximum length of the content, in characters. No MCP message can be longer. */
const MAX_CONTENT = 4 * 1024 * 1024;

const input = {
  ...targetShape,
  path: targetShape.path.optional(),
  conflict: z.enum(['fail', 'replace', 'rename', 'append']).default('fail').describe('If the file exists.'),
  content: emptyHasMeaning(z.string().max(MAX_CONTENT).optional().describe('Text or base64.')),
  encoding: z.enum(['text', 'base64']).default('text').describe('Content encoding.'),
  source: z.string().max(2_000).optional().describe('Instead of content: a portico:// address.'),
  resume: z.string().max(12_000).optional().describe('Only the handle of an unfinished upload.'),
};

type Args = ArgsOf<typeof input>;

/** Stores content that the model writes, or copies a resource without passing its content through the model. */
export const uploadFile = defineTool({
  name: 'upload_file',
  title: 'Upload file',
  area: 'files',
  order: 50,
  presets: ['default'],
  about: 'Create or replace a file, or append to it: text, base64 (Office, PDF, pictures) or an attachment.',
  intents: [
    'save this as a document',
    'put the attachment into the folder',
    'write a text file to OneDrive',
    'store the report in SharePoint',
    'copy the attached file to the team site',
    'continue the upload',
    'append a line to the notes file',
    'add this to the end of the text file',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  scopesElsewhere: { mail: ['Mail.Read'] },
  operation: 'PUT /drives/{id}/items/{id}/content',
  argumentBytes: MAX_CONTENT + 65_536,
  example: {
    as: 'ana.silva',
    args: { path: '/Minutes.md', content: '# Minutes', conflict: 'replace' },
  },
  input,
  check: problemOf,
  async run({ path, drive, conflict, content, encoding, source, resume }, call) {
    if (resume !== undefined) {
      const session = await openHandle(resume, call);
      return renderResult(session, await resumeUpload(session, call), resume);
    }
    if (conflict === 'append') {
      const changed = await appendText({ item: path ?? '', drive }, content ?? '', call);
      if (changed !== undefined) return renderStored(changed);
    }
    const target = await locateTarget(
      { path: path ?? '', drive, conflict: conflict === 'append' ? 'fail' : conflict },
      call,
    );
    if (source !== undefined) return copySource(source, target, call);
    const bytes = Buffer.from(content ?? '', encoding === 'base64' ? 'base64' : 'utf8');
    return renderStored(entityOf(await call.graph(storeRequest(target, bytes)), driveItem));
  },
});

function problemOf(args: Args): string | undefined {
  const { path, conflict, content, source, resume } = args;
  // On its own, an empty `content` means an empty file. Together with `source` or `resume`, it counts as omitted.
  const given = [content || undefined, source, resume].filter((one) => one !== undefined).length;
  if (given > 1 || (given === 0 && content === undefined))
    return 'give exactly one of content, source and resume';
  if (resume === undefined && path === undefined) return 'path is required, such as /Plans/Q3.md';
  if (conflict === 'append' && (!content || args.encoding !== 'text')) return 'append needs text as content';
  if (source !== undefined && resourceAt(source) === undefined)
    return 'source must be a portico://file/… or portico://attachment/… address returned by get_file or get_attachment';
  return content === undefined ? undefined : problemOfContent(path ?? '', content, args.encoding);
}

function problemOfContent(path: string, content: string, encoding: 'text' | 'base64'): string | undefined {
  if (encoding === 'base64' && !isBase64(content)) return 'content is not base64';
  return contentProblem(path, { content, encoding });
}

async function copySource(address: string, target: Target, call: ToolCall): Promise<ToolResult> {
  const resource = resourceAt(address);
  if (resource === undefined)
    throw new ToolError('bad_argument', 'The source is not the address of a file or attachment.');
  const source = await sourceAt(resource, call);
  requireEnding(source, target.path);
  const found = await measure(source, call);
  if ('whole' in found)
    return renderStored(entityOf(await call.graph(storeRequest(target, found.whole)), driveItem));
  const session = await openSession({ source, target, total: found.total }, call);
  // Create the handle before sending the first part, because there may be no time left to create it at the deadline.
  const handle = await createHandle(session, call);
  return renderResult(session, await startUpload(session, source, call), handle);
}

const itemEndings = /\.(?:eml|msg|ics|vcf)$/i;

/**
 * Rejects a file name whose extension does not match the content, such as `.eml` for an attached meeting, because no
 * program could open the file.
 */
function requireEnding({ resource, name }: Source, path: string): void {
  requireSameFormat(name, path);
  const right = itemEndings.exec(name)?.[0].toLowerCase();
  const given = itemEndings.exec(path)?.[0].toLowerCase();
  if (resource.kind === 'file' || right === undefined || given === undefined || given === right) return;
  throw new ToolError('bad_argument', `The file name must end with ${right} to match the file's format.`);
}

function renderResult({ total }: Session, result: UploadResult, handle: string): ToolResult {
  if (result.kind === 'done') return renderStored(driveItem.safeParse(result.item).data ?? {});
  return {
    text: [
      `Not finished: ${formatBytes(result.done)} of ${formatBytes(total)} have been uploaded, and the file does not exist yet. ${result.reason}`,
      'To continue, call upload_file again with only this handle as resume:',
      handle,
    ].join('\n'),
  };
}

function renderStored(item: DriveItem): ToolResult {
  const id = item.id ?? '';
  const resource = { kind: 'file', drive: item.parentReference?.driveId || 'me', item: id } as const;
  return {
    text: `Stored.\nResource: ${uriOf(resource)}\n${fence(factsOf(item))}`,
    links: [linkTo(resource, { name: item.name ?? '', type: item.file?.mimeType ?? '', size: undefined })],
  };
}

function isBase64(given: string): boolean {
  const letters = given.replaceAll(/\s+/g, '').replace(/={1,2}$/, '');
  return /^[A-Za-z0-9+/_-]*$/.test(letters) && letters.length % 4 !== 1;
}
