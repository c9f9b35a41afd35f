import { packageOf } from '../office-files.ts';

/** The parts of a presentation with one slide, as XML. */
export type SlideParts = {
  /** The content of the shape tree. */
  readonly shapes: string;
  readonly background?: string;
  readonly attributes?: string;
  /** Content after the shapes, such as a colour map that overrides the master's. */
  readonly after?: string;
  readonly layout?: { readonly shapes?: string; readonly background?: string; readonly whole?: string };
  readonly master?: { readonly shapes?: string; readonly background?: string; readonly map?: string };
  readonly theme?: string;
  /** What the presentation contains besides its slides. */
  readonly presentation?: string;
  readonly relations?: Readonly<Record<string, readonly [string, string]>>;
};

export const solid = (colour: string) => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
export const scheme = (name: string, change = '') =>
  `<a:solidFill><a:schemeClr val="${name}">${change}</a:schemeClr></a:solidFill>`;
export const run = (text: string, look: string) =>
  `<a:p><a:r><a:rPr lang="en-US">${look}</a:rPr><a:t>${text}</a:t></a:r></a:p>`;
export const place = (x: number, y: number, cx: number, cy: number, rotation = 0) =>
  `<a:xfrm rot="${rotation}"><a:off x="${x}" y="${y}"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>`;
export const shape = (properties: string, paragraphs = '', more = '', placeholder = '') =>
  `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Box"/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr>${properties}</p:spPr>${more}<p:txBody><a:bodyPr/>${paragraphs}</p:txBody></p:sp>`;
export const background = (fill: string) => `<p:bg><p:bgPr>${fill}<a:effectLst/></p:bgPr></p:bg>`;

const office = `<a:fmtScheme><a:fillStyleLst>${scheme('phClr')}<a:gradFill/></a:fillStyleLst><a:bgFillStyleLst>${scheme('phClr')}<a:gradFill/></a:bgFillStyleLst></a:fmtScheme>`;

/** Returns a theme with these colours for light and dark, and the accent colour 4472C4. */
export const themeOf = (
  light = '<a:sysClr val="window" lastClr="FFFFFF"/>',
  dark = '<a:srgbClr val="000000"/>',
) =>
  `<a:theme xmlns:a="a"><a:themeElements><a:clrScheme name="S"><a:dk1>${dark}</a:dk1><a:lt1>${light}</a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>${office}</a:themeElements></a:theme>`;

const usualMap = '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1"/>';

/** Creates a presentation with one slide, its layout, master and theme. */
export function slideFileOf(parts: SlideParts): Uint8Array {
  const { layout = {}, master = {} } = parts;
  const part = (name: string, from: { shapes?: string; background?: string }, after = '', attributes = '') =>
    `<p:${name} xmlns:a="a" xmlns:p="p" xmlns:mc="mc"${attributes}><p:cSld>${from.background ?? ''}<p:spTree><p:grpSpPr/>${from.shapes ?? ''}</p:spTree></p:cSld>${after}</p:${name}>`;
  return packageOf(
    'ppt/presentation.xml',
    {
      'ppt/presentation.xml': `<p:presentation xmlns:a="a" xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst>${parts.presentation ?? ''}</p:presentation>`,
      'ppt/slides/slide1.xml': part('sld', parts, parts.after, parts.attributes),
      'ppt/slideLayouts/slideLayout1.xml': layout.whole ?? part('sldLayout', layout),
      'ppt/slideMasters/slideMaster1.xml': part('sldMaster', master, master.map ?? usualMap),
      'ppt/theme/theme1.xml': parts.theme ?? themeOf(),
    },
    {
      'ppt/presentation.xml': { rId1: ['slide', 'slides/slide1.xml'] },
      'ppt/slides/slide1.xml': {
        rId1: ['slideLayout', '../slideLayouts/slideLayout1.xml'],
        ...parts.relations,
      },
      'ppt/slideLayouts/slideLayout1.xml': { rId1: ['slideMaster', '../slideMasters/slideMaster1.xml'] },
      'ppt/slideMasters/slideMaster1.xml': { rId1: ['theme', '../theme/theme1.xml'] },
    },
  );
}
