/**
 * Repairs a malformed KQL query, whose results in Outlook and SharePoint would be undefined. Removes unmatched
 * quotation marks and brackets, empty brackets, and operators without an operand. Words remain unchanged. Returns an
 * empty string if there is nothing to search for.
 */
export function wellFormedQuery(query: string): string {
  const parts = split(balancedQuotes(query.replaceAll(/[\u201c\u201d\u201e]/g, '"')));
  const isKept = balancedBrackets(parts);
  let text = parts.filter((_, index) => isKept[index]).join('');
  for (let before = ''; before !== text;) {
    before = text;
    text = text
      .replaceAll(/\(\s*\)/g, ' ')
      .replaceAll(/(^|\()\s*(?:AND|OR)(?=[\s()]|$)/g, '$1')
      .replaceAll(/(^|[\s()])(?:AND|OR|NOT)\s*(?=\)|$)/g, '$1')
      .trim();
  }
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
