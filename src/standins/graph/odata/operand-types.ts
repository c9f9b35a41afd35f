import { badRequest } from '../graph-errors.ts';
import type { Token } from './filter-tokens.ts';

/** The name of each comparison operator in Graph's errors. */
const kinds: Readonly<Record<string, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

/** Throws 400 if a filter compares a time with text, or with a time that has no time zone. */
export function checkOperandTypes(tokens: readonly Token[]): void {
  for (const [index, { text, kind }] of tokens.entries()) {
    const operator = kind === 'name' ? kinds[text] : undefined;
    const value = tokens[index + 1];
    if (operator === undefined || value?.kind !== 'literal') continue;
    if (isTime(tokens[index - 1]) && value.text.startsWith("'"))
      throw invalid(
        `A binary operator with incompatible types was detected. Found operand types 'Edm.DateTimeOffset' and 'Edm.String' for operator kind '${operator}'.`,
      );
    if (/T[\d:.]+$/i.test(value.text))
      throw invalid(
        `The DateTimeOffset text '${value.text}' should be in format 'yyyy-mm-ddThh:mm:ss('.'s+)?(zzzzzz)?' and each field value is within valid range.`,
      );
  }
}

/** Returns whether a property is a time, such as `receivedDateTime`. `start/dateTime` is text. */
function isTime(property: Token | undefined): boolean {
  return property?.kind === 'name' && /[a-z]DateTime$/.test(property.text);
}

function invalid(problem: string): Error {
  return badRequest(`Invalid filter clause: ${problem}`);
}
