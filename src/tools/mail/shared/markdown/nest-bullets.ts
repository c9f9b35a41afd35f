import type { StateCore, Token } from 'markdown-it';

/**
 * Moves a bullet list into the numbered item above it if the list's first line is indented by less than CommonMark
 * requires. Models often indent by two spaces, but the text after `1. ` is indented by three.
 */
export function nestLooseBullets(state: StateCore): void {
  const lines = state.src.split('\n');
  const columnOf = (token: Token): number => (lines[token.map?.[0] ?? -1] ?? '').search(/[^\s>]/);
  /** The column of the last numbered list at each level. */
  const columns: number[] = [];
  /** The end tags of the last item and its list. The tags are held back while bullets are moved into the item. */
  const open: { readonly ends: readonly Token[]; readonly level: number }[] = [];
  const kept: Token[] = [];
  for (const token of state.tokens) {
    const isMoved = followsNumbers(token, kept) && columnOf(token) > (columns[token.level] ?? 0);
    if (isMoved) open.push({ ends: kept.splice(-2), level: token.level });
    if (token.type === 'ordered_list_open') columns[token.level] = columnOf(token);
    kept.push(token);
    const isEnd = token.type === 'bullet_list_close' && open.at(-1)?.level === token.level;
    if (isEnd) kept.push(...(open.pop()?.ends ?? []));
  }
  state.tokens = kept;
}

/** Whether a bullet list begins directly after a numbered list at the same level. */
function followsNumbers({ type, level }: Token, before: readonly Token[]): boolean {
  const last = before.at(-1);
  return type === 'bullet_list_open' && last?.type === 'ordered_list_close' && last.level === level;
}
