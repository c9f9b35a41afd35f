import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { textOfPptx } from '../../../src/documents/office/pptx.ts';
import { packageOf, pptxOf } from './office-files.ts';

const slides = [{ lines: ['First'] }, { lines: ['Second'] }];
const presentation = 'ppt/presentation.xml';

/** Returns the text of the presentation with its main part changed, and without the parts in `without`. */
function changed(change: (xml: string) => string, without: readonly string[] = []): string {
  const parts = unzipSync(pptxOf(slides));
  parts[presentation] = strToU8(change(strFromU8(parts[presentation] ?? new Uint8Array())));
  const kept = Object.entries(parts).filter(([name]) => !without.includes(name));
  return [...textOfPptx(zipSync(Object.fromEntries(kept)))].join('').trim();
}

const whole = '## Slide 1\nFirst\n\n## Slide 2\nSecond';

describe('a presentation with sections', () => {
  const section = (prefix: string, ids: readonly number[]) =>
    `<${prefix}:section xmlns:${prefix}="s" name="Part" id="{1}"><${prefix}:sldIdLst>${ids
      .map((id) => `<${prefix}:sldId id="${id}"/>`)
      .join('')}</${prefix}:sldIdLst></${prefix}:section>`;
  const list = (sections: string) => `<p:extLst><p:ext uri="{2}">${sections}</p:ext></p:extLst>`;

  it.each([
    ['one section', list(section('p14', [256, 257]))],
    ['two sections', list(section('p14', [256]) + section('p14', [257]))],
    ['an empty section', list(section('p14', []))],
    ['a different XML prefix', list(section('x', [257, 256]))],
    ['a section with a slide that no longer exists', list(section('p14', [256, 999]))],
  ])('is read in slide order: %s', (_case, extension) => {
    expect(changed((xml) => xml.replace('</p:presentation>', `${extension}</p:presentation>`))).toBe(whole);
  });

  it('is read if the sections come before the slides', () => {
    const extension = list(section('p14', [257, 256]));
    expect(changed((xml) => xml.replace('<p:sldIdLst>', `${extension}<p:sldIdLst>`))).toBe(whole);
  });
});

describe('a presentation that lacks one of its slides', () => {
  it.each([
    ['the part', (xml: string) => xml, ['ppt/slides/slide1.xml']],
    ['the relationship', (xml: string) => xml.replace('r:id="rId1"', 'r:id="rId9"'), []],
  ])('names the missing slide and shows all other slides: %s is missing', (_case, change, without) => {
    expect(changed(change, without)).toBe(
      '## Slide 1\n[This slide cannot be read, because the file does not contain it]\n\n## Slide 2\nSecond',
    );
  });
});

describe('a slide with comments', () => {
  const file = (parts: Readonly<Record<string, string>>, authors: string) =>
    [
      ...textOfPptx(
        packageOf(
          'ppt/presentation.xml',
          {
            'ppt/presentation.xml': '<presentation xmlns:r="r"><sldId id="1" r:id="a"/></presentation>',
            'ppt/a.xml': '<sld><sp><txBody><p><r><t>Plan</t></r></p></txBody></sp></sld>',
            ...parts,
          },
          {
            'ppt/presentation.xml': { a: ['slide', 'a.xml'], b: [authors, 'authors.xml'] },
            'ppt/a.xml': { c: ['comments', 'comments.xml'] },
          },
        ),
      ),
    ]
      .join('')
      .trim();

  it('shows the comments with their authors', () => {
    const parts = {
      'ppt/authors.xml':
        '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="0" name="Lena Fischer"/></p:cmAuthorLst>',
      'ppt/comments.xml':
        '<p:cmLst xmlns:p="p"><p:cm authorId="0"><p:pos x="1" y="1"/><p:text>Too long</p:text></p:cm><p:cm authorId="7"><p:text>Fine</p:text></p:cm></p:cmLst>',
    };
    expect(file(parts, 'commentAuthors')).toBe(
      '## Slide 1\nPlan\n[comment] Lena Fischer: Too long\n[comment] Fine',
    );
  });

  it('in the newer format shows replies after their comment and marks resolved comments', () => {
    const body = (text: string) =>
      `<p188:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p><a:p><a:r><a:t>twice</a:t></a:r></a:p></p188:txBody>`;
    const parts = {
      'ppt/authors.xml':
        '<p188:authorLst xmlns:p188="p"><p188:author id="{1}" name="Lena Fischer"/><p188:author id="{2}" name="Ben Okafor"/></p188:authorLst>',
      'ppt/comments.xml': `<p188:cmLst xmlns:p188="p" xmlns:a="a"><p188:cm authorId="{1}"><p188:replyLst><p188:reply authorId="{2}">${body('Done')}</p188:reply></p188:replyLst>${body('Shorten')}</p188:cm></p188:cmLst>`,
    };
    expect(file(parts, 'authors')).toBe(
      '## Slide 1\nPlan\n[comment] Lena Fischer: Shorten twice\n[reply] Ben Okafor: Done twice',
    );
    const resolved = parts['ppt/comments.xml'].replace('<p188:cm ', '<p188:cm status="resolved" ');
    expect(file({ ...parts, 'ppt/comments.xml': resolved }, 'authors')).toBe(
      '## Slide 1\nPlan\n[resolved comment] Lena Fischer: Shorten twice\n[resolved reply] Ben Okafor: Done twice',
    );
  });
});

describe('a slide with a waterfall chart', () => {
  it('shows the data of the chart', () => {
    const chart =
      '<cx:chartSpace xmlns:cx="cx"><cx:chartData><cx:data id="0"><cx:strDim type="cat"><cx:lvl><cx:pt idx="0">Rent</cx:pt></cx:lvl></cx:strDim><cx:numDim type="val"><cx:lvl><cx:pt idx="0">-20</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:series layoutId="waterfall"><cx:dataId val="0"/></cx:series></cx:chart></cx:chartSpace>';
    const file = packageOf(
      presentation,
      {
        [presentation]: '<presentation xmlns:r="r"><sldId id="1" r:id="a"/></presentation>',
        'ppt/a.xml': '<sld><sp><txBody><p><r><t>Costs</t></r></p></txBody></sp></sld>',
        'ppt/charts/chartEx1.xml': chart,
      },
      { [presentation]: { a: ['slide', 'a.xml'] }, 'ppt/a.xml': { c: ['chartEx', 'charts/chartEx1.xml'] } },
    );
    expect([...textOfPptx(file)].join('')).toContain('Costs\n[chart]\n | \nRent | -20\n');
  });
});

describe('a hidden slide', () => {
  const textWith = (change: (slide: string) => string) => {
    const parts = unzipSync(pptxOf(slides));
    const name = 'ppt/slides/slide1.xml';
    parts[name] = strToU8(change(strFromU8(parts[name] ?? new Uint8Array())));
    return [...textOfPptx(zipSync(parts))].join('').trim();
  };
  const root = '<p:sld ';

  it.each([
    ['with 0', (slide: string) => slide.replace(root, `${root}show="0" `)],
    ['with false', (slide: string) => slide.replace(root, `${root}show="false" `)],
    [
      'behind a long name of a namespace',
      (slide: string) => slide.replace(root, `${root}xmlns:x="${'x'.repeat(9_000)}" show="0" `),
    ],
    [
      'after a comment',
      (slide: string) => `<!-- <p:sld show="1"> -->${slide.replace(root, `${root}show="0" `)}`,
    ],
  ])('is left out if its root element says so %s', (_how, hide) => {
    expect(textWith(hide)).toBe('## Slide 2\nSecond\n\n[hidden slides left out: 1]');
  });

  it('is recognised only if the attribute is on the root element', () => {
    expect(textWith((slide) => slide.replace('<p:cSld', '<p:cSld show="0"'))).toBe(whole);
  });
});

describe('a slide with text that is struck through', () => {
  it('marks the text', () => {
    const parts = unzipSync(pptxOf([{ lines: ['Due OLD Tuesday'] }]));
    const name = 'ppt/slides/slide1.xml';
    const struck = (value: string, text: string) =>
      `</a:t></a:r><a:r><a:rPr strike="${value}"/><a:t>${text}</a:t></a:r><a:r><a:t>`;
    const xml = strFromU8(parts[name] ?? new Uint8Array()).replace(
      'OLD',
      struck('sngStrike', 'Monday') + struck('noStrike', ' now'),
    );
    const bytes = zipSync({ ...parts, [name]: strToU8(xml) });
    expect([...textOfPptx(bytes)].join('')).toContain('Due ~~Monday~~ now Tuesday');
  });
});

describe('a slide with characters of a symbol font', () => {
  it('shows an arrow that PowerPoint wrote in place of -->', () => {
    const parts = unzipSync(pptxOf([{ lines: ['Costs UP prices'] }]));
    const name = 'ppt/slides/slide1.xml';
    const xml = strFromU8(parts[name] ?? new Uint8Array()).replace(
      'UP',
      '</a:t></a:r><a:r><a:rPr><a:latin typeface="Arial"/><a:sym typeface="Wingdings"/></a:rPr><a:t>\uf0e0</a:t></a:r><a:r><a:t>',
    );
    const bytes = zipSync({ ...parts, [name]: strToU8(xml) });
    expect([...textOfPptx(bytes)].join('')).toContain('Costs → prices');
  });
});
