import { Tokenizer, TokenizerMode, type Token } from 'parse5';

import { breakingOut, integrationPoints, rawElements } from './elements.ts';

/** Receives the tokens of HTML, with names in lower case and character references decoded. */
export type TokenReader = {
  onDoctype(name: string): void;
  onStart(name: string, attributes: ReadonlyMap<string, string>): void;
  onEnd(name: string): void;
  onText(text: string): void;
};

const noAttributes: ReadonlyMap<string, string> = new Map();

/** Maximum number of open SVG and MathML elements. Elements nested more deeply are not tracked. */
const MAX_DEPTH = 64;

/** Reads HTML as the HTML standard's tokeniser does (section 13.2.5), in linear time. */
export function readTokens(html: string, reader: TokenReader): void {
  const foreign: string[] = [];
  const onText = ({ chars }: Token.CharacterToken): void => reader.onText(chars);
  const tokenizer = new Tokenizer(
    {},
    {
      onStartTag({ tagName, attrs, selfClosing }) {
        const wasForeign = enterForeign(foreign, tagName, selfClosing);
        tokenizer.inForeignNode = isForeign(foreign);
        const state = wasForeign ? undefined : rawElements.get(tagName);
        if (state !== undefined) tokenizer.state = TokenizerMode[state];
        reader.onStart(tagName, attrs.length === 0 ? noAttributes : attributesOf(attrs));
        if (selfClosing && (wasForeign || isForeignRoot(tagName))) reader.onEnd(tagName);
      },
      onEndTag({ tagName }) {
        const index = foreign.lastIndexOf(tagName);
        if (index >= 0) foreign.length = index;
        tokenizer.inForeignNode = isForeign(foreign);
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

function isForeign(foreign: readonly string[]): boolean {
  return foreign.length > 0 && !integrationPoints.has(foreign.at(-1) ?? '');
}

function isForeignRoot(name: string): boolean {
  return name === 'svg' || name === 'math';
}

/** Tracks whether a start tag begins or ends SVG or MathML. Returns whether the tag is part of SVG or MathML. */
function enterForeign(foreign: string[], name: string, selfClosing: boolean): boolean {
  if (isForeign(foreign) && breakingOut.has(name)) foreign.length = 0;
  const wasForeign = isForeign(foreign);
  const opens = isForeignRoot(name) || (wasForeign && integrationPoints.has(name));
  if (opens && !selfClosing && foreign.length < MAX_DEPTH) foreign.push(name);
  return wasForeign;
}

function nothing(): void {}

function attributesOf(attributes: Token.TagToken['attrs']): ReadonlyMap<string, string> {
  return new Map(attributes.map(({ name, value }) => [name, value]));
}
