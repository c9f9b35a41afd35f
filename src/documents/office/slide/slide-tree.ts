import { isRun } from '../paragraph/runs.ts';
import { readAllXml, type Attributes } from '../xml.ts';

/** An element of a slide, layout, master or theme that is needed to determine colours or positions. */
export type SlideNode = {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: SlideNode[];
  /** The 1-based index of a run or field among all `r` and `fld` elements of the part. */
  readonly run: number;
  /** Whether the element contains text other than white space. */
  hasText: boolean;
  /** Number of child elements, including those that the tree leaves out. */
  elements: number;
};

/** Elements to keep. All other elements are left out, together with their content. */
const kept = new Set(
  `sld sldLayout sldMaster cSld bg bgPr bgRef spTree sp grpSp pic graphicFrame AlternateContent Choice
  nvSpPr nvPr ph spPr grpSpPr xfrm off ext chOff chExt prstGeom style fillRef fontRef
  txBody p pPr r fld rPr ln effectLst effectDag lstStyle defRPr presentation defaultTextStyle
  lvl1pPr lvl2pPr lvl3pPr lvl4pPr lvl5pPr lvl6pPr lvl7pPr lvl8pPr lvl9pPr txStyles titleStyle bodyStyle otherStyle
  highlight hlinkClick hlinkMouseOver graphic graphicData tbl tr tc tcPr clrMap clrMapOvr overrideClrMapping
  noFill solidFill gradFill blipFill pattFill grpFill srgbClr sysClr schemeClr prstClr scrgbClr hslClr
  alpha lumMod lumOff theme themeElements clrScheme dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6
  hlink folHlink fmtScheme fillStyleLst bgFillStyleLst`.split(/\s+/),
);

/** Maximum depth of elements; deeper elements are left out. */
const DEEPEST = 200;

export function readSlideTree(xml: string): SlideNode {
  const top: SlideNode = newNode('', {}, 0);
  const open: [SlideNode, ...SlideNode[]] = [top];
  let [skipping, runs] = [0, 0];
  readAllXml(xml, {
    open: (name, attributes) => {
      const numbered = isRun(name);
      if (numbered) runs += 1;
      const parent = open.at(-1) ?? top;
      if (skipping === 0) parent.elements += 1;
      if (skipping > 0 || !kept.has(name) || open.length > DEEPEST) {
        skipping += 1;
        return;
      }
      const node = newNode(name, attributes, numbered ? runs : 0);
      parent.children.push(node);
      open.push(node);
    },
    text: (text) => {
      const node = open.at(-1) ?? top;
      node.hasText ||= text.trim() !== '';
    },
    close: () => {
      if (skipping > 0) skipping -= 1;
      else open.pop();
    },
  });
  return top;
}

function newNode(name: string, attributes: Attributes, run: number): SlideNode {
  return { name, attributes, children: [], run, hasText: false, elements: 0 };
}

/** Returns the first child with one of these names. */
export function childOf(node: SlideNode | undefined, ...names: readonly string[]): SlideNode | undefined {
  return node?.children.find(({ name }) => names.includes(name));
}

/** Returns the element at the end of a path of element names. */
export function descendantOf(node: SlideNode | undefined, ...path: readonly string[]): SlideNode | undefined {
  return path.reduce<SlideNode | undefined>((at, name) => childOf(at, name), node);
}
