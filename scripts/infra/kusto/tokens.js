/**
 * @typedef {{ kind: 'word' | 'number' | 'span' | 'text' | 'sign' | 'end', text: string }} Token
 */

const pattern =
  /\s+|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(\d+(?:\.\d+)?(?:ms|[smhd])\b)|(\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_]\w*)|(==|!=|=~|>=|<=|[|(),.=<>+\-*/[\]])/y;

/**
 * Splits a query into tokens. Throws an error with an explanation if it finds a character that Kusto does not allow
 * there.
 * @param {string} query @returns {Token[]}
 */
export function tokensOf(query) {
  /** @type {Token[]} */
  const tokens = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < query.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(query);
    if (match === null) throw new Error(`it cannot be read from "${query.slice(at, at + 20)}".`);
    const [, text, span, number, word, sign] = match;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.slice(1, -1) });
    else if (span !== undefined) tokens.push({ kind: 'span', text: span });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

/** Reads tokens one by one. @param {readonly Token[]} tokens */
export function createReader(tokens) {
  let at = 0;
  const end = { kind: /** @type {const} */ ('end'), text: 'the end' };
  const peek = () => tokens[at] ?? end;
  const is = (/** @type {string} */ text) => peek().text === text && ['word', 'sign'].includes(peek().kind);
  const next = () => {
    const token = peek();
    if (token.kind !== 'end') at += 1;
    return token;
  };
  return {
    peek,
    peekSecond: () => tokens[at + 1] ?? peek(),
    is,
    next,
    /** Reads the given word or symbol if it is the next token. Returns whether it was. @param {string} text */
    take(text) {
      if (!is(text)) return false;
      next();
      return true;
    },
    /** @param {string} text */
    expect(text) {
      if (!is(text)) throw new Error(`it has "${peek().text}" where ${text} is expected.`);
      next();
    },
    name() {
      if (peek().kind !== 'word') throw new Error(`it has "${peek().text}" where a name is expected.`);
      return next().text;
    },
  };
}

/** @typedef {ReturnType<typeof createReader>} Reader */
