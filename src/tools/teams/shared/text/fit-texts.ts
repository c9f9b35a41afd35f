/** Maximum length of a result, in characters; about 3,700 tokens. */
const MAX_RESULT = 11_000;

/**
 * Returns the texts of as many items as fit in one result, starting at an index. Returns at least one text, unless the
 * preceding text, whose length is `before`, leaves no room. The texts of later items are not generated.
 */
export function fitTexts<Item>(
  items: readonly Item[],
  from: number,
  textOf: (item: Item) => string,
  before = 0,
): readonly string[] {
  const texts: string[] = [];
  let length = before;
  for (const item of items.slice(from)) {
    const text = textOf(item);
    length += text.length;
    if (length > MAX_RESULT && (texts.length > 0 || before > 0)) break;
    texts.push(text);
  }
  return texts;
}
