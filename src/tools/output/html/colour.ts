const named: Readonly<Record<string, string>> = {
  black: '#000000',
  ghostwhite: '#f8f8ff',
  ivory: '#fffff0',
  snow: '#fffafa',
  white: '#ffffff',
  whitesmoke: '#f5f5f5',
};

/** A CSS colour in one spelling (`#rrggbb` where it can be told, else as it was); undefined for none. */
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

/** Whether text in one colour cannot be seen on the other: the same colour, or so close that no eye tells them apart. */
export function blends(text: string, background: string): boolean {
  const [a, b] = [channels(text), channels(background)];
  if (a === undefined || b === undefined) return text === background;
  return a.every((value, index) => Math.abs(value - (b[index] ?? 0)) <= 24);
}

function channels(colour: string): number[] | undefined {
  if (!/^#[0-9a-f]{6}$/.test(colour)) return undefined;
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
