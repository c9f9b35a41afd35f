import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { QUESTIONS } from './questions.ts';

export function isListed(name: string): boolean {
  return catalogue.some((tool) => tool.name === name);
}

/** Returns whether most of the tools in the questions about an area do not exist yet. */
export function isUnfinished(area: string): boolean {
  const asked = QUESTIONS[area] ?? [];
  const missing = asked.filter(({ tools }) => !tools.some(isListed));
  return missing.length * 2 > asked.length;
}

/** Returns whether a tool does not exist yet but belongs to an unfinished area. */
export function isExpected(name: string): boolean {
  const [area] =
    Object.entries(QUESTIONS).find(([, asked]) => asked.some(({ tools }) => tools.includes(name))) ?? [];
  return !isListed(name) && area !== undefined && isUnfinished(area);
}
