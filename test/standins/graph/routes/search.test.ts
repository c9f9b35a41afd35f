import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startWorld, type World } from '../graph-world.ts';

const scopes = 'Mail.Read Calendars.Read Files.Read.All Sites.Read.All Chat.Read People.Read';

describe('POST /search/query in the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  type Container = {
    readonly total: number;
    readonly moreResultsAvailable: boolean;
    readonly hits?: readonly { readonly hitId: string; readonly resource: Json }[];
  };
  const ask = (request: object, as = 'ana.silva') =>
    world.call('/search/query', { method: 'POST', scopes, as, body: { requests: [request] } });
  const page = async (
    entityTypes: readonly string[],
    queryString: string,
    more: object = {},
    as?: string,
  ) => {
    const { body } = await ask({ entityTypes, query: { queryString }, ...more }, as);
    return (body.value![0]!.hitsContainers as readonly Container[])[0]!;
  };

  it('removes hits that the caller is not allowed to read, but only after splitting the hits into pages', async () => {
    const whole = await page(['driveItem'], 'filename:"Week 46"', { size: 500 });
    expect(whole.total).toBeGreaterThan(whole.hits!.length);
    const pages = [];
    for (let from = 0; from < whole.total; from += 1)
      // oxlint-disable-next-line no-await-in-loop
      pages.push(await page(['driveItem'], 'filename:"Week 46"', { from, size: 1 }));
    const [empty] = pages.filter(({ hits }) => hits === undefined);
    expect(empty).toMatchObject({ total: whole.total, moreResultsAvailable: true });
    expect(pages.flatMap(({ hits = [] }) => hits)).toHaveLength(whole.hits!.length);
  });

  it('returns at most 25 messages or events per page', async () => {
    const request = { entityTypes: ['message'], query: { queryString: 'the' } };
    expect((await ask({ ...request, size: 25 })).status).toBe(200);
    expect((await ask({ ...request, size: 26 })).status).toBe(400);
  });

  it('identifies messages by Exchange Web Services ids, and does not return an id in the resource', async () => {
    const { hits = [] } = await page(['message'], 'the');
    expect(hits.some(({ hitId }) => /[+/]/.test(hitId))).toBe(true);
    expect(hits.every(({ hitId, resource }) => !/[-_]/.test(hitId) && resource.id === undefined)).toBe(true);
  });

  it('finds Markdown files only by name', async () => {
    expect((await page(['driveItem'], 'scope filetype:md')).hits?.length).toBeGreaterThan(0);
    expect((await page(['driveItem'], '"first release" filetype:md')).hits).toBeUndefined();
  });

  it('finds the documents of a library both as files and as list items', async () => {
    const { hits = [] } = await page(['list', 'listItem'], 'decisions', { fields: ['title'] });
    expect(hits.map(({ resource }) => resource.fields)).toContainEqual({ title: 'Decisions.csv' });
  });

  it('searches files by author, path and sharing, and sorts them by date', async () => {
    const names = async (words: string, more: object = {}) =>
      ((await page(['driveItem'], words, more)).hits ?? []).map(({ resource }) => resource.name);
    expect(await names('sharedwithusersowsuser:"ana.silva@contoso.example"')).toEqual(['Goals.md']);
    expect(await names('author:"Hana Sato" goals')).toEqual(['Goals.md']);
    expect(await names('path:"https://contoso.sharepoint.example/sites/harbor" decisions')).toEqual([
      'Decisions.csv',
    ]);
    const sortProperties = [{ name: 'lastModifiedDateTime', isDescending: false }];
    expect(await names('week author:"Ana Silva" filetype:txt', { sortProperties })).toEqual([
      'Week 44.txt',
      'Week 45.txt',
      'Week 46.txt',
    ]);
    const unknown = [{ name: 'colour', isDescending: true }];
    expect(
      (await ask({ entityTypes: ['driveItem'], query: { queryString: 'x' }, sortProperties: unknown }))
        .status,
    ).toBe(400);
  });
});
