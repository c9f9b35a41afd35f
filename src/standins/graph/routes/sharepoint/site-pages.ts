import type { NewPage } from '../../../tenant/rows/site-rows.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call } from '../../graph-call.ts';
import { GraphError, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { readSites, siteOf } from './sites.ts';

/** Returns the layout of a page. Throws 500 for some pages, because Graph cannot read the layout of every page. */
function layoutOf(row: Entity): Entity {
  if (row.$broken === true)
    throw new GraphError(500, 'generalException', 'General exception while processing');
  const texts = ((row.$html ?? []) as readonly string[]).map((html, index) => ({
    '@odata.type': '#microsoft.graph.textWebPart',
    id: `text-${index + 1}`,
    innerHtml: html,
  }));
  const part = row.$part as NewPage['part'];
  const others = part === undefined ? [] : [standardPart(part)];
  const sections = texts.map((text, index) => ({
    id: String(index + 1),
    layout: 'fullWidth',
    emphasis: 'none',
    columns: [{ id: '1', width: 12, webparts: [text] }],
  }));
  return {
    id: '1',
    horizontalSections: sections,
    verticalSection: others.length === 0 ? null : { emphasis: 'none', webparts: others },
  };
}

function standardPart({ title, texts, descriptions = [], links }: NonNullable<NewPage['part']>) {
  const items = (values: readonly string[], property: string) =>
    values.map((value, index) => ({ key: `items[${index}].${property}`, value }));
  return {
    '@odata.type': '#microsoft.graph.standardWebPart',
    id: 'part-1',
    webPartType: 'c70391ea-0b10-4ee9-b2b4-006d3fcad0cd',
    data: {
      title,
      description: '',
      serverProcessedContent: {
        htmlStrings: [],
        searchablePlainTexts: [...items(texts, 'title'), ...items(descriptions, 'description')],
        // The first link is the site's address. The page does not show this link.
        links: [
          { key: 'baseUrl', value: 'https://contoso.sharepoint.example/sites/harbor' },
          ...items(links, 'sourceItem.url'),
        ],
        imageSources: [],
      },
    },
  };
}

const layoutType = entityType('canvasLayout');
/**
 * The only type of page that has a layout. A request for a list of pages cannot expand the layout, because the list can
 * contain several types of pages.
 */
const pageType = entityType('sitePage', {
  etag: true,
  expand: { canvasLayout: (_call, row) => ({ type: layoutType, row: layoutOf(row) }) },
});
const basePageType = entityType('baseSitePage', { etag: true });

const pagesOf = (call: Call) => call.tenant.table(`/sites/${siteOf(call).id}/pages`);

function pageOf(call: Call): Entity {
  const page = pagesOf(call).get(call.param('page'));
  if (!page) throw notFound('files');
  return page;
}

export const sitePageRoutes: readonly Route[] = [
  route('GET /sites/{site}/pages', readSites, (call) => list(call, basePageType, pagesOf(call).all())),
  route('GET /sites/{site}/pages/microsoft.graph.sitePage', readSites, (call) =>
    list(call, pageType, pagesOf(call).all()),
  ),
  route('GET /sites/{site}/pages/{page}', readSites, (call) => one(call, basePageType, pageOf(call))),
  route('GET /sites/{site}/pages/{page}/microsoft.graph.sitePage', readSites, (call) =>
    one(call, pageType, pageOf(call)),
  ),
];
