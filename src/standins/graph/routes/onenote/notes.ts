import * as z from 'zod';
import { mediaType } from '../../../../base/headers.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';

const readNotes = needs(
  'Notes.Read Notes.ReadWrite Notes.Read.All Notes.ReadWrite.All',
  'Notes.Read.All Notes.ReadWrite.All',
);
const createNotes = needs('Notes.Create Notes.ReadWrite Notes.ReadWrite.All', 'Notes.ReadWrite.All');
const writeNotes = needs('Notes.ReadWrite Notes.ReadWrite.All', 'Notes.ReadWrite.All');

const MAX_HTML = 1_000_000;

const pageType = entityType('onenotePage', { pageSize: 20, maxTop: 100, order: 'lastModifiedDateTime desc' });
const sectionType = entityType('onenoteSection');
const notebookType = entityType('notebook', {
  expand: {
    sections: (call, row) => ({
      type: sectionType,
      rows: sections(call).filter((section) => section.$notebook === row.id),
    }),
  },
});

const tableOf = (call: Call, name: string) =>
  call.tenant.table(`/users/${call.param('user')}/onenote/${name}`);
const sections = (call: Call) => tableOf(call, 'sections').all();
const pagesIn = (call: Call, section: string) =>
  tableOf(call, 'pages')
    .all()
    .filter((page) => page.$section === section);

function rowOf(call: Call, table: string, id: string): Entity {
  const row = tableOf(call, table).get(id);
  if (!row) throw notFound('notes');
  return row;
}

const pageOf = (call: Call) => rowOf(call, 'pages', call.param('page'));

/** Creates a page from HTML. The title is in the head. */
function createPage(call: Call): Reply {
  const section = rowOf(call, 'sections', call.param('section'));
  if (!['text/html', 'application/xhtml+xml'].includes(mediaType(call.header('content-type'))))
    throw new GraphError(
      415,
      '20124',
      'The request must be text/html, application/xhtml+xml or multipart/form-data.',
    );
  if (call.body.length > MAX_HTML) throw new GraphError(413, '20116', 'The page is too large.');
  const html = call.body.toString('utf8');
  const at = call.tenant.now().toISOString();
  const page = tableOf(call, 'pages').put({
    id: `1-${guid(call.tenant.serial('page')).replaceAll('-', '')}!${section.id}`,
    title: /<title>([^<]*)<\/title>/i.exec(html)?.[1] ?? 'Untitled',
    createdDateTime: at,
    lastModifiedDateTime: at,
    level: 0,
    order: 0,
    parentSection: { id: section.id, displayName: section.displayName },
    $section: section.id,
    $html: html,
  });
  return one(call, pageType, page, 201);
}

const commands = z
  .array(
    z.object({
      target: z.string(),
      action: z.enum(['append', 'prepend', 'replace', 'insert']),
      content: z.string().max(MAX_HTML),
      position: z.string().optional(),
    }),
  )
  .min(1)
  .max(50);

function patchPage(call: Call): Reply {
  const page = pageOf(call);
  let html = String(page.$html);
  for (const { target, action, content } of readBody(call, commands)) {
    if (target === 'title') continue;
    if (target !== 'body') throw badRequest('The PATCH target cannot be found.', '20139');
    if (action === 'prepend') html = html.replace(/<body[^>]*>/i, (body) => `${body}${content}`);
    else if (action === 'replace') throw badRequest('The body cannot be replaced.', '20136');
    else html = html.replace(/<\/body>/i, () => `${content}</body>`);
  }
  tableOf(call, 'pages').change(page, { $html: html, lastModifiedDateTime: call.tenant.now().toISOString() });
  return noContent();
}

/** Routes for OneNote notebooks, sections and pages. */
export const noteRoutes: readonly Route[] = [
  route('GET /users/{user}/onenote/notebooks', readNotes, (call) =>
    list(call, notebookType, tableOf(call, 'notebooks').all()),
  ),
  route('GET /users/{user}/onenote/notebooks/{notebook}/sections', readNotes, (call) =>
    list(
      call,
      sectionType,
      sections(call).filter((section) => section.$notebook === call.param('notebook')),
    ),
  ),
  route('GET /users/{user}/onenote/sections', readNotes, (call) => list(call, sectionType, sections(call))),
  route('GET /users/{user}/onenote/sections/{section}/pages', readNotes, (call) =>
    list(call, pageType, pagesIn(call, rowOf(call, 'sections', call.param('section')).id)),
  ),
  route('POST /users/{user}/onenote/sections/{section}/pages', createNotes, createPage),
  route('GET /users/{user}/onenote/pages', readNotes, (call) =>
    list(call, pageType, tableOf(call, 'pages').all()),
  ),
  route('GET /users/{user}/onenote/pages/{page}', readNotes, (call) => one(call, pageType, pageOf(call))),
  route('GET /users/{user}/onenote/pages/{page}/content', readNotes, (call) => ({
    status: 200,
    body: String(pageOf(call).$html),
    headers: { 'content-type': 'text/html' },
  })),
  route('PATCH /users/{user}/onenote/pages/{page}/content', writeNotes, patchPage),
];
