import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

import { textOfPptx } from '../../../src/documents/office/pptx.ts';
import { pptxOf } from './office-files.ts';

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
