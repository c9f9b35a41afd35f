import { oneLine } from '../../one-line.ts';
import type { Package } from '../office-package.ts';
import { columnLetters } from '../sheet/cell-reference.ts';
import { attribute, elementIn, readAllXml, relationOf, rootAttributes, type Attributes } from '../xml.ts';

/** Maximum number of controls to read per sheet. The properties of each control are stored in a separate part. */
const MOST_CONTROLS = 500;

/** The properties of each control on a sheet, by the id of the control's shape in the drawing. */
type Controls = ReadonlyMap<string, Attributes>;

/**
 * Yields the form controls on a sheet (MS-XLSX, section 2.4): check boxes and option buttons with their states, the
 * selected entries of lists, and labels. `xml` is the XML of the sheet, and `drawings`
 * that of its drawings.
 */
export function* textOfControls(
  file: Package,
  {
    sheet,
    xml,
    drawings,
  }: { readonly sheet: string; readonly xml: string; readonly drawings: readonly string[] },
): Generator<string> {
  if (!xml.includes('controls>')) return;
  const { controls, more } = readControls(file, sheet, xml);
  for (const { id, cell, label } of drawings.flatMap(shapesIn)) {
    const control = controls.get(id);
    const line = control === undefined ? '' : lineOf(control, cell, label);
    if (line !== '') yield `${line}\n`;
  }
  if (more > 0) yield `[more controls left out: ${more}]\n`;
}

function readControls(file: Package, sheet: string, xml: string): { controls: Controls; more: number } {
  const relations = file.relations(sheet);
  // An ActiveX control has a second element for older versions of Excel.
  const targets = new Map<string, string>();
  readAllXml(elementIn(xml, 'controls'), {
    open: (name, attributes) => {
      const target = name === 'control' ? relations.get(relationOf(attributes) ?? '')?.target : undefined;
      if (target !== undefined) targets.set(`_x0000_s${attribute(attributes, 'shapeId') ?? ''}`, target);
    },
  });
  const read = [...targets].slice(0, MOST_CONTROLS);
  const controls = new Map(
    read.map(([id, target]) => [id, rootAttributes(file.part(target) ?? '<none/>')] as const),
  );
  return { controls, more: targets.size - read.length };
}

type ControlShape = { id: string; column: number; row: number; label: string };

/** Returns the shapes that contain the labels and positions of controls. Excel hides these shapes. */
function shapesIn(drawing: string): { id: string; cell: string; label: string }[] {
  const shapes: { id: string; cell: string; label: string }[] = [];
  let shape: ControlShape = { id: '', column: 0, row: 0, label: '' };
  let [element, inFrom] = ['', false];
  readAllXml(drawing, {
    open: (name, attributes) => {
      element = name;
      if (name === 'from') inFrom = true;
      if (name === 'sp') shape = { ...shape, id: '', label: '' };
      if (name === 'compatExt') shape.id = attribute(attributes, 'spid') ?? '';
      if (name === 'p') shape.label += ' ';
    },
    text: (text) => {
      if (element === 't') shape.label += text;
      if (inFrom && element === 'col') shape.column = Number(text) || 0;
      if (inFrom && element === 'row') shape.row = Number(text) || 0;
    },
    close: (name) => {
      element = '';
      if (name === 'from') inFrom = false;
      if (name === 'sp' && shape.id !== '')
        shapes.push({
          id: shape.id,
          cell: `${columnLetters(shape.column)}${shape.row + 1}`,
          label: oneLine(shape.label),
        });
    },
  });
  return shapes;
}

function lineOf(control: Attributes, cell: string, label: string): string {
  const value = (name: string) => attribute(control, name) ?? '';
  const mark = value('checked') === 'Checked' ? '☒' : '☐';
  switch (value('objectType')) {
    case 'CheckBox':
      return `[check box at ${cell}] ${mark} ${label}`.trimEnd();
    case 'Radio':
      return `[option at ${cell}] ${mark} ${label}`.trimEnd();
    case 'Drop':
    case 'List':
      return Number(value('sel')) > 0
        ? `[list at ${cell}] entry ${value('sel')} of ${value('fmlaRange')}`
        : '';
    default:
      return label === '' ? '' : `[control at ${cell}] ${label}`;
  }
}
