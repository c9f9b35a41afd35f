import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { root } from '../scripts.ts';

const read = (file: string) => readFileSync(fileURLToPath(new URL(file, root)), 'utf8');

type Env = Readonly<Record<string, string | undefined>>;
type Declared = {
  readonly name: string;
  readonly type: string;
  readonly hasDefault: boolean;
  readonly decorators: string;
};

/** Returns the parameters that main.bicep declares. */
function declaredParameters(): Declared[] {
  const declarations = /((?:^@.*\n(?:^ .*\n|^\]\)\n)*)*)^param (\w+) (\w+)( =)?/gm;
  return [...read('infra/main.bicep').matchAll(declarations)].map((match) => ({
    name: match[2]!,
    type: match[3]!,
    hasDefault: match[4] !== undefined,
    decorators: match[1]!,
  }));
}

/** Replaces `${NAME=default}` with the value in the azd environment. An empty value counts as absent. */
function substitute(text: string, env: Env): string {
  return text.replaceAll(
    /\$\{(\w+)(?:=([^}]*))?\}/g,
    (_, name: string, fallback = '') => env[name] || fallback,
  );
}

/** Returns the values that azd passes to the deployment, and the parameters without a value, for which azd prompts. */
export function resolveParameters(env: Env): { values: Record<string, unknown>; asked: string[] } {
  const file = JSON.parse(read('infra/main.parameters.json')) as {
    parameters: Record<string, { value: unknown }>;
  };
  const declared = declaredParameters();
  if (declared.length < 20) throw new Error('The parameters of main.bicep could not be read.');
  const values: Record<string, unknown> = {};
  const asked: string[] = [];
  for (const { name, type, hasDefault } of declared) {
    const given = file.parameters[name]?.value;
    const value = typeof given === 'string' ? substitute(given, env) : given;
    const isMissing = value === undefined || value === '';
    if (isMissing && !hasDefault) asked.push(name);
    else if (value !== undefined)
      values[name] = type === 'int' && /^-?\d+$/.test(textOf(value)) ? Number(value) : value;
  }
  return { values, asked };
}

/** Objects have no text form, so their JSON is used. */
function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

/** Returns Azure's errors for parameters that break the rules in main.bicep. */
export function parameterErrors(values: Readonly<Record<string, unknown>>): string[] {
  const number = (text: string, decorator: string) =>
    Number(new RegExp(`@${decorator}\\((-?\\d+)\\)`).exec(text)?.[1] ?? Number.NaN);
  return declaredParameters().flatMap(({ name, type, decorators }) => {
    const value = values[name];
    if (value === undefined) return [];
    const allowed = /@allowed\(\[([\s\S]*?)\]\)/.exec(decorators)?.[1];
    const words = allowed?.split(/[\s,]+/).map((word) => word.replaceAll("'", ''));
    const size = type === 'int' ? Number(value) : textOf(value).length;
    const [low, high] =
      type === 'int' ? (['minValue', 'maxValue'] as const) : (['minLength', 'maxLength'] as const);
    const isWrong =
      (type === 'int' && typeof value !== 'number') ||
      (words !== undefined && !words.includes(textOf(value))) ||
      size < number(decorators, low) ||
      size > number(decorators, high);
    return isWrong
      ? [`InvalidTemplate: The provided value for the template parameter '${name}' is not valid.`]
      : [];
  });
}
