import { describe, expect, it } from 'vitest';

import { textOfPptx } from '../../../../src/documents/office/pptx.ts';
import { packageOf } from '../office-files.ts';
import { run, shape, slideFileOf, solid, type SlideParts } from './slide-files.ts';

const textOf = (parts: Partial<SlideParts>) =>
  [...textOfPptx(slideFileOf({ shapes: shape('', run('Agenda', '')), ...parts }))].join('').trim();
const label = shape('', run('Confidential', ''));

describe('the text that a slide shows from its layout and master', () => {
  it('follows the text of the slide', () => {
    const layout = { shapes: shape('', run('Finance', '')) };
    expect(textOf({ layout, master: { shapes: label } })).toBe(
      '## Slide 1\nAgenda\n[on this and other slides] Finance\n[on this and other slides] Confidential',
    );
  });

  it.each<[string, Partial<SlideParts>]>([
    [
      'the prompt of a placeholder',
      { master: { shapes: shape('', run('Click to edit', ''), '', '<p:ph type="title"/>') } },
    ],
    ['white text', { layout: { shapes: shape('', run('Forward it', solid('FFFFFF'))) } }],
    [
      'text of the master that the slide hides',
      { master: { shapes: label }, attributes: ' showMasterSp="0"' },
    ],
    [
      'text of the master that the layout hides',
      {
        master: { shapes: label },
        layout: {
          whole: '<p:sldLayout xmlns:p="p" showMasterSp="0"><p:cSld><p:spTree/></p:cSld></p:sldLayout>',
        },
      },
    ],
    ['text of a damaged layout', { layout: { whole: '<p:sldLayout' } }],
  ])('leaves out %s', (_what, parts) => {
    expect(textOf(parts)).toBe('## Slide 1\nAgenda');
  });

  it('is shown once for slides with the same layout, and for layouts with the same text', () => {
    const slide = (text: string) =>
      `<p:sld xmlns:a="a" xmlns:p="p"><p:cSld><p:spTree>${shape('', run(text, ''))}</p:spTree></p:cSld></p:sld>`;
    const layout = `<p:sldLayout xmlns:a="a" xmlns:p="p"><p:cSld><p:spTree>${label}</p:spTree></p:cSld></p:sldLayout>`;
    const list = ['a', 'b', 'c'].map((id) => `<p:sldId r:id="${id}"/>`).join('');
    const main = 'ppt/presentation.xml';
    const bytes = packageOf(
      main,
      {
        [main]: `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${list}</p:sldIdLst></p:presentation>`,
        'ppt/a.xml': slide('One'),
        'ppt/b.xml': slide('Two'),
        'ppt/c.xml': slide('Three'),
        'ppt/one.xml': layout,
        'ppt/other.xml': layout,
      },
      {
        [main]: { a: ['slide', 'a.xml'], b: ['slide', 'b.xml'], c: ['slide', 'c.xml'] },
        'ppt/a.xml': { r: ['slideLayout', 'one.xml'] },
        'ppt/b.xml': { r: ['slideLayout', 'one.xml'] },
        'ppt/c.xml': { r: ['slideLayout', 'other.xml'] },
      },
    );
    expect([...textOfPptx(bytes)].join('').match(/Confidential/g)).toHaveLength(1);
  });
});
