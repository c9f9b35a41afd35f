import { encode } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * The maximum cost of tools/list in each preset, in o200k tokens of the minified tools.
 * @type {Readonly<Record<string, number>>}
 */
export const budgets = {
  core: 1_250,
  lite: 2_800,
  default: 6_500,
  all: 17_500,
  readonly: 4_000,
  admin: 3_570,
  discovery: 300,
  connector: 500,
};

/**
 * The maximum cost of tools/list with the tools of all linked accounts turned on, by the query of the connection URL.
 * @type {Readonly<Record<string, number>>}
 */
export const linkedBudgets = {
  '': 6_500,
  '?toolsets=spotify': 1_750,
  '?toolsets=default,spotify': 8_250,
  '?preset=all': 19_250,
};

/** @param {readonly object[]} tools as tools/list returns them */
export function tokensOf(tools) {
  return encode(JSON.stringify(tools)).length;
}

/** The maximum cost of one skill. */
export const SKILL_BUDGET = 900;

/** @param {string} text */
export function tokensOfText(text) {
  return encode(text).length;
}
