import { digest } from '../../../src/base/sha256.ts';

/** Two words that no request contains by chance. If they end up in different parts of a request, a value was split. */
export const FIRST = 'zzone';
export const SECOND = 'zztwo';

/** Values that try to break out of a path segment, a query parameter or an OData expression. */
const hostileValues: readonly string[] = [
  `../${FIRST}/${SECOND}`,
  `..%2f${FIRST}%2f${SECOND}`,
  `${FIRST}/${SECOND}`,
  `${FIRST}' or ${SECOND} eq '1`,
  `${FIRST}'' or ${SECOND} eq ''1`,
  `${FIRST}%27 or ${SECOND} eq %271`,
  `${FIRST}') or contains(${SECOND},'`,
  `${FIRST}'@${SECOND}.example`,
  `${FIRST}" OR ${SECOND}:"1`,
  `${FIRST}\\" OR ${SECOND}:\\"1`,
  `${FIRST}?$filter=${SECOND}`,
  `${FIRST}&$expand=${SECOND}`,
  `$filter=${FIRST} eq ${SECOND}`,
  `${FIRST}#${SECOND}`,
  `${FIRST}\\${SECOND}`,
  `${FIRST}\u0000${SECOND}`,
  `${FIRST}\r\n${SECOND}: 1`,
  `//${FIRST}.example/${SECOND}`,
  `https://${FIRST}.example/${SECOND}`,
  `/${FIRST}:/${SECOND}:/content`,
  `${FIRST}\u2215..\u2215${SECOND}`,
  `${FIRST}(${SECOND}=1)`,
  `${FIRST}${'='.repeat(80)}/${SECOND}`,
  `${FIRST}${'A'.repeat(80)}`,
  `${FIRST}${'x'.repeat(5_000)}`,
];

/**
 * Returns half of the values, to limit how long the test takes. The tool and parameter determine which half, so that
 * every value is tried with many parameters.
 */
export function hostileValuesFor(tool: string, parameter: string): readonly string[] {
  const seed = digest(`${tool} ${parameter}`).charCodeAt(0) % 2;
  return hostileValues.filter((_, index) => index % 2 === seed);
}

type Schema = {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
};

/** A parameter that takes text, and how to write a value for it. */
export type TextParameter = {
  readonly name: string;
  readonly with: (args: Readonly<Record<string, unknown>>, value: string) => Record<string, unknown>;
};

/** Returns the parameters of a tool that take text, alone or in a list. */
export function textParameters(schema: Readonly<Record<string, unknown>>): readonly TextParameter[] {
  const { properties = {} } = schema as Schema;
  return Object.entries(properties).flatMap(([name, property]): TextParameter[] => {
    if (name === 'confirmation') return [];
    if (takesText(property)) return [{ name, with: (args, value) => ({ ...args, [name]: value }) }];
    if (property.items !== undefined && takesText(property.items))
      return [{ name, with: (args, value) => ({ ...args, [name]: [value] }) }];
    return [];
  });
}

function takesText({ type, anyOf, enum: choices }: Schema): boolean {
  if (choices !== undefined) return false;
  return type === 'string' || (anyOf?.some(takesText) ?? false);
}
