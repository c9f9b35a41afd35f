import { Tokenizer, type Token } from 'parse5';

type Located = Token.TagToken & { readonly location: Token.Location };

type Reader = {
  readonly onStartTag: (token: Located) => void;
  readonly onComment?: (data: string) => void;
};

/**
 * Reads the start tags of HTML with their positions. Unlike an HTML parser, also reads tags in the content of elements
 * such as `title`, because OneNote writes no markup there. Runs in time linear in the length of the HTML.
 */
export function readStartTags(html: string, { onStartTag, onComment = ignore }: Reader): void {
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: (token) => {
        const { location } = token;
        if (location) onStartTag({ ...token, location });
      },
      onEndTag: ignore,
      onCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onNullCharacter: ignore,
      onComment: ({ data }) => onComment(data),
      onDoctype: ignore,
      onEof: ignore,
      onParseError: null,
    },
  );
  tokenizer.write(html, true);
}

function ignore(): void {}
