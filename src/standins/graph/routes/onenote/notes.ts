import * as z from 'zod';

import { mediaType } from '../../../../base/headers.ts';
import {
  changedPage,
  PageChangeError,
  pageWithIds,
  storedPage,
  titleIn,
} from '../../../onenote/page-html.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, type Handler, noContent, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';

const others = 'Notes.Read.All Notes.ReadWrite.All';
const listNotes = needs(`Notes.Create Notes.Read Notes.ReadWrite ${others}`, others);
const readNotes = needs(`Notes.Read Notes.ReadWrite ${others}`, others);
const createNotes = needs('Notes.Create Notes.ReadWrite Notes.ReadWrite.All', 'Notes.ReadWrite.All');
const writeNotes = needs('Notes.ReadWrite Notes.ReadWrite.All', 'Notes.ReadWrite.All');

const MAX_HTML = 1_000_000;
/** Number of sections above which Graph refuses to list the pages of all sections. */
const MAX_SECTIONS = 100;

const pageType = entityType('onenotePage', {
  properties: `id title createdDateTime lastModifiedDateTime createdByAppId contentUrl content level order links
    userTags parentSection parentNotebook self`,
  pageSize: 20,
  maxTop: 100,
  order: 'lastModifiedDateTime desc',
});
const sectionType = entityType('onenoteSection', { maxTop: 100 });
const sectionGroupType = entityType('sectionGroup', {
  maxTop: 100,
  expand: {
    sections: (call, row) => ({ type: sectionType, rows: sectionsIn(call, row.id) }),
  },
});
const notebookType = entityType('notebook', {
  maxTop: 100,
  expand: {
    sections: (call, row) => ({ type: sectionType, rows: sectionsIn(call, row.id) }),
    sectionGroups: (call, row) => ({
      type: sectionGroupType,
      rows: tableOf(call, 'sectionGroups')
        .all()
        .filter((group) => group.$parent === row.id),
    }),
  },
});

const tableOf = (call: Call, name: string) => {
  const owner = call.param('group') ? `/groups/${call.param('group')}` : `/users/${call.param('user')}`;
  return call.tenant.table(`${owner}/onenote/${name}`);
};
/** Returns the sections directly in a notebook or a section group. */
const sectionsIn = (call: Call, parent: string) =>
  tableOf(call, 'sections')
    .all()
    .filter((section) => section.$parent === parent);

function rowOf(call: Call, table: string, id: string): Entity {
  const row = tableOf(call, table).get(id);
  if (!row) throw notFound('notes');
  return row;
}

const pageOf = (call: Call) => rowOf(call, 'pages', call.param('page'));

function allPages(call: Call): Reply {
  if (tableOf(call, 'sections').all().length > MAX_SECTIONS)
    throw badRequest(
      'The number of maximum sections is exceeded for this request. To get pages for accounts with a high number of sections, we recommend getting pages for one section at a time.',
      '20266',
    );
  return list(call, pageType, tableOf(call, 'pages').all());
}

function pagesIn(call: Call): Reply {
  const section = rowOf(call, 'sections', call.param('section'));
  const pages = tableOf(call, 'pages').all();
  return list(
    call,
    pageType,
    pages.filter((page) => page.$section === section.id),
  );
}

/** Creates a page from HTML. The title comes from the page's head. */
function createPage(call: Call): Reply {
  const section = rowOf(call, 'sections', call.param('section'));
  if (!['text/html', 'application/xhtml+xml'].includes(mediaType(call.header('content-type'))))
    throw badRequest('The request must be text/html, application/xhtml+xml or multipart/form-data.', '20124');
  if (call.body.length > MAX_HTML) throw new GraphError(413, '20116', 'The page is too large.');
  const html = call.body.toString('utf8');
  const at = call.tenant.now().toISOString();
  const page = tableOf(call, 'pages').put({
    id: `1-${guid(call.tenant.serial('page')).replaceAll('-', '')}!${section.id}`,
    title: titleIn(html),
    createdDateTime: at,
    lastModifiedDateTime: at,
    level: 0,
    order: 0,
    parentSection: { id: section.id, displayName: section.displayName },
    $section: section.id,
    $html: storedPage(html),
  });
  return one(call, pageType, page, 201);
}

const commands = z
  .array(
    z.strictObject({
      target: z.string(),
      action: z.enum(['append', 'prepend', 'replace', 'insert']),
      content: z.string().min(1).max(MAX_HTML),
      position: z.enum(['before', 'after']).optional(),
    }),
  )
  .min(1)
  .max(50);

function patchPage(call: Call): Reply {
  const page = pageOf(call);
  const changes = readBody(call, commands);
  try {
    const html = changedPage(String(page.$html), changes, guid(page.id));
    tableOf(call, 'pages').change(page, {
      $html: html,
      lastModifiedDateTime: call.tenant.now().toISOString(),
    });
  } catch (error) {
    if (error instanceof PageChangeError) throw badRequest(error.message, '20139');
    throw error;
  }
  return noContent();
}

function contentOf(call: Call): Reply {
  const page = pageOf(call);
  const html = String(page.$html);
  const isWithIds = call.query.get('includeIDs')?.toLowerCase() === 'true';
  return {
    status: 200,
    body: isWithIds ? pageWithIds(html, guid(page.id)) : html,
    headers: { 'content-type': 'text/html' },
  };
}

/** Wraps a handler so that it throws 403 unless the caller is a member of the group. */
function asMember(handle: Handler): Handler {
  return (call) => {
    const group = call.tenant.table('/groups').get(call.param('group'));
    if (call.param('group') && !group) throw notFound('notes');
    const members = group?.$members;
    if (group && Array.isArray(members) && !members.includes(call.me.oid)) throw forbidden('notes');
    return handle(call);
  };
}

function routesFor(base: '/users/{user}/onenote' | '/groups/{group}/onenote'): readonly Route[] {
  const rowsOf =
    (table: string, type: ReturnType<typeof entityType>): Handler =>
    (call) =>
      list(call, type, tableOf(call, table).all());
  const inParent: Handler = (call) => list(call, sectionType, sectionsIn(call, call.param('parent')));
  return [
    route(`GET ${base}/notebooks`, listNotes, asMember(rowsOf('notebooks', notebookType))),
    route(`GET ${base}/notebooks/{parent}/sections`, listNotes, asMember(inParent)),
    route(`GET ${base}/sectionGroups`, listNotes, asMember(rowsOf('sectionGroups', sectionGroupType))),
    route(`GET ${base}/sectionGroups/{parent}/sections`, listNotes, asMember(inParent)),
    route(`GET ${base}/sections`, listNotes, asMember(rowsOf('sections', sectionType))),
    route(`GET ${base}/sections/{section}/pages`, readNotes, asMember(pagesIn)),
    route(`POST ${base}/sections/{section}/pages`, createNotes, asMember(createPage)),
    route(`GET ${base}/pages`, readNotes, asMember(allPages)),
    route(
      `GET ${base}/pages/{page}`,
      readNotes,
      asMember((call) => one(call, pageType, pageOf(call))),
    ),
    route(`GET ${base}/pages/{page}/content`, readNotes, asMember(contentOf)),
    route(`PATCH ${base}/pages/{page}/content`, writeNotes, asMember(patchPage)),
  ];
}

/** Routes for the OneNote notebooks of people and groups. */
export const noteRoutes: readonly Route[] = [
  ...routesFor('/users/{user}/onenote'),
  ...routesFor('/groups/{group}/onenote'),
];
