const named: Readonly<Record<string, string>> = {
  black: '#000000',
  ghostwhite: '#f8f8ff',
  ivory: '#fffff0',
  snow: '#fffafa',
  white: '#ffffff',
  whitesmoke: '#f5f5f5',
};

/** Normalises a CSS colour to `#rrggbb` if it can, else returns it as it is; undefined for no colour. */
export function colourOf(css: string | undefined): string | undefined {
  const given = css
    ?.trim()
    .toLowerCase()
    .replace(/!important$/, '');
  if (given === undefined || given === '' || given === 'inherit' || given === 'none') return undefined;
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})(?:[0-9a-f]{1,2})?$/.exec(given)?.[1];
  if (hex !== undefined) return hex.length === 6 ? `#${hex}` : `#${hex.replaceAll(/./g, '$&$&')}`;
  const parts = /^rgba?\((\d{1,3})[,\s]*(\d{1,3})[,\s]*(\d{1,3})\b/.exec(given)?.slice(1);
  if (parts === undefined) return named[given] ?? given;
  return `#${parts.map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`;
}

/** Whether text of this colour is invisible on the background: the same colour, or too close to tell apart. */
export function blends(text: string, background: string): boolean {
  const [a, b] = [channels(text), channels(background)];
  if (a === undefined || b === undefined) return text === background;
  return a.every((value, index) => Math.abs(value - (b[index] ?? 0)) <= 24);
}

function channels(colour: string): number[] | undefined {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return undefined;
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
