import { Tokenizer, TokenizerMode, type Token } from 'parse5';

import { breakingOut, integrationPoints, rawElements } from './elements.ts';

/** Receives the tokens of HTML. Names are in lower case, character references decoded. */
export type TokenReader = {
  onDoctype(name: string): void;
  onStart(name: string, attributes: ReadonlyMap<string, string>): void;
  onEnd(name: string): void;
  onText(text: string): void;
};

const noAttributes: ReadonlyMap<string, string> = new Map();

/** Elements of SVG and MathML that are open; deeper ones are not followed. */
const DEEPEST = 64;

/** Reads HTML by the tokeniser of the HTML standard (section 13.2.5), in linear time. */
export function readTokens(html: string, reader: TokenReader): void {
  const foreign: string[] = [];
  const isForeign = (): boolean => foreign.length > 0 && !integrationPoints.has(foreign.at(-1) ?? '');
  const onText = ({ chars }: Token.CharacterToken): void => reader.onText(chars);
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag({ tagName, attrs, selfClosing }) {
        if (isForeign() && breakingOut.has(tagName)) foreign.length = 0;
        const wasForeign = isForeign();
        const isRoot = tagName === 'svg' || tagName === 'math';
        const opensForeign = isRoot || (wasForeign && integrationPoints.has(tagName));
        if (opensForeign && !selfClosing && foreign.length < DEEPEST) foreign.push(tagName);
        tokenizer.inForeignNode = isForeign();
        const state = wasForeign ? undefined : rawElements.get(tagName);
        if (state !== undefined) tokenizer.state = TokenizerMode[state];
        reader.onStart(tagName, attrs.length === 0 ? noAttributes : attributesOf(attrs));
        if (selfClosing && (isRoot || wasForeign)) reader.onEnd(tagName);
      },
      onEndTag({ tagName }) {
        const index = foreign.lastIndexOf(tagName);
        if (index >= 0) foreign.length = index;
        tokenizer.inForeignNode = isForeign();
        reader.onEnd(tagName);
      },
      onCharacter: onText,
      onWhitespaceCharacter: onText,
      onDoctype: ({ name, forceQuirks }) => reader.onDoctype(forceQuirks ? '' : (name ?? '')),
      onComment: nothing,
      onNullCharacter: nothing,
      onEof: nothing,
      onParseError: null,
    },
  );
  tokenizer.write(html, true);
}

function nothing(): void {}

function attributesOf(attributes: Token.TagToken['attrs']): ReadonlyMap<string, string> {
  return new Map(attributes.map(({ name, value }) => [name, value]));
}
