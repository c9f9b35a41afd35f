import { cell } from './untrusted.ts';

/**
 * Formats facts about an item as lines such as `Due: 2026-11-21`. Omits facts without a value, and truncates a value at
 * `longest` characters.
 */
export function factLines(
  facts: readonly (readonly [name: string, value: string | null | undefined])[],
  longest?: number,
): readonly string[] {
  return facts.flatMap(([name, value]) => (value ? [`${name}: ${cell(value, longest)}`] : []));
}
