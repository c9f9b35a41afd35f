import type { StateCore, Token } from 'markdown-it';

/**
 * Turns pictures into links, because loading an external picture would tell the picture's server who reads the email. A
 * picture in a link is replaced with its alt text.
 */
export function linkPictures(state: StateCore): void {
  for (const token of state.tokens) {
    if (!token.children?.some(({ type }) => type === 'image')) continue;
    let links = 0;
    token.children = token.children.flatMap((child) => {
      if (child.type === 'link_open') links += 1;
      if (child.type === 'link_close') links -= 1;
      return child.type === 'image' ? linkTo(child, links > 0, state) : [child];
    });
  }
}

function linkTo(image: Token, isInLink: boolean, { Token: NewToken, md }: StateCore): Token[] {
  const address = String(image.attrGet('src') ?? '');
  const words = new NewToken('text', '', 0);
  words.content = md.renderer.renderInlineAsText(image.children ?? [], md.options, {}) || address;
  if (isInLink) return [words];
  const open = new NewToken('link_open', 'a', 1);
  open.attrSet('href', address);
  return [open, words, new NewToken('link_close', 'a', -1)];
}
