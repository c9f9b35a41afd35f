import { attribute, isOn, type Attributes } from '../xml.ts';

/** Elements that contain a shape, or a group of shapes, and its properties. Lines and ink have no text of their own. */
const shapes = new Set('sp grpSp graphicFrame pic cxnSp contentPart wsp anchor inline'.split(' '));

/**
 * Finds text in shapes that were hidden, for example in Office's selection pane (ECMA-376, part 1, sections 20.1.2.2.8
 * and 20.4.2.5). These shapes are invisible both when editing and in a slide show.
 */
export type HiddenShapes = {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /**
   * Returns whether the current shape, or a group around it, is hidden. Counts a hidden shape once if its text is not
   * blank.
   */
  hides(text: string): boolean;
  /** Returns a line that says how many hidden shapes have text; empty if there are none. */
  remark(): string;
};

export function createHiddenShapes(): HiddenShapes {
  const open: { isHidden: boolean; hasText: boolean }[] = [];
  let count = 0;
  return {
    open(name, attributes) {
      if (shapes.has(name)) open.push({ isHidden: open.at(-1)?.isHidden === true, hasText: false });
      const shape = open.at(-1);
      if (shape !== undefined && (name === 'cNvPr' || name === 'docPr'))
        shape.isHidden ||= isHidden(attributes);
      // Excel hides the shape that contains a form control's label, because the control itself shows the label.
      if (shape !== undefined && name === 'compatExt') shape.hasText = true;
    },
    close(name) {
      if (shapes.has(name)) open.pop();
    },
    hides(text) {
      const shape = open.at(-1);
      if (shape?.isHidden !== true) return false;
      if (!shape.hasText && text.trim() !== '') {
        shape.hasText = true;
        count += 1;
      }
      return true;
    },
    remark: () => (count === 0 ? '' : `[hidden shapes left out: ${count}]\n`),
  };
}

/** Whether the properties of a shape, picture, series, row or column say that it is hidden. */
export function isHidden(attributes: Attributes): boolean {
  const hidden = attribute(attributes, 'hidden');
  return hidden !== undefined && isOn({ val: hidden });
}
