/**
 * Repairs a malformed KQL query, because its results in Outlook and SharePoint would be undefined. Removes unmatched
 * quotation marks and brackets, empty brackets, and operators without an operand. Also removes a dash or plus sign
 * between spaces, as in `Harbor - status`, because the sign could exclude the next word. Words remain unchanged.
 * Returns an empty string if there is nothing to search for.
 */
export function wellFormedQuery(query: string): string {
  const parts = split(balancedQuotes(query.replaceAll(/[\u201c\u201d\u201e]/g, '"')));
  const isKept = balancedBrackets(parts);
  const kept = parts.filter((_, index) => isKept[index]).join('');
  const text = withoutEmptyParts(withoutLoneSigns(kept));
  return /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text) ? text : '';
}

/** Removes the last quotation mark if the number of quotation marks is odd. */
export function balancedQuotes(text: string): string {
  const last = text.lastIndexOf('"');
  const isOdd = text.split('"').length % 2 === 0;
  return isOdd ? `${text.slice(0, last)} ${text.slice(last + 1)}`.trim() : text;
}

/** Splits a query into quoted phrases, individual brackets and the text between them. */
function split(text: string): readonly string[] {
  return text.match(/"[^"]*"|[()]|[^"()]+/g) ?? [];
}

/**
 * Removes dashes and plus signs that stand alone. A sign directly before a phrase or a bracket is kept, because it
 * applies to that phrase or bracket.
 */
function withoutLoneSigns(text: string): string {
  return text.replaceAll(/"[^"]*"|(?<=^|[\s()"])[-+](?=[\s)]|$)/g, (part) =>
    part.startsWith('"') ? part : '',
  );
}

/** Returns for each part whether to keep it. Only unmatched brackets are dropped. */
function balancedBrackets(parts: readonly string[]): readonly boolean[] {
  const kept = parts.map(() => true);
  const open: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === '(') open.push(index);
    else if (part === ')' && open.pop() === undefined) kept[index] = false;
  }
  for (const index of open) kept[index] = false;
  return kept;
}

/** Operators that need an operand on both sides. */
const binary: ReadonlySet<string> = new Set(['AND', 'OR']);
/** Operators that need an operand after them. */
const operators: ReadonlySet<string> = new Set([...binary, 'NOT']);

/**
 * Replaces empty brackets with a space and removes operators without an operand, until none are left. Runs in time
 * linear in the length of the text.
 */
function withoutEmptyParts(text: string): string {
  const kept: string[] = [];
  const takeSpace = (): string => {
    let start = kept.length;
    while (isSpace(kept[start - 1])) start -= 1;
    return kept.splice(start).join('');
  };
  /** Removes the operators at the end and the space after each. Returns the space that remains at the end. */
  const takeEnd = (): string => {
    let space = takeSpace();
    while (operators.has(kept.at(-1) ?? '')) {
      kept.pop();
      space = takeSpace();
    }
    return space;
  };
  const addSpace = (space: string): void => {
    if (kept.length > 0 && space !== '') kept.push(space);
  };
  for (const [token] of text.matchAll(/[()]|\s+|[^\s()]+/g)) {
    if (isSpace(token)) addSpace(token);
    else if (binary.has(token)) {
      const space = takeSpace();
      if (kept.length === 0 || kept.at(-1) === '(') continue;
      addSpace(space);
      kept.push(token);
    } else if (token === ')') {
      const space = takeEnd();
      if (kept.at(-1) === '(') {
        kept.pop();
        addSpace(' ');
      } else {
        addSpace(space);
        kept.push(token);
      }
    } else kept.push(token);
  }
  takeEnd();
  return kept.join('');
}

function isSpace(token: string | undefined): boolean {
  return token !== undefined && /^\s/.test(token);
}
