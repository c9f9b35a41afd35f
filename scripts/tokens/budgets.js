import { encode } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * The most that tools/list may cost in each preset, in o200k tokens of the minified tools. The aim with all areas is
 * core 1,250, lite 2,800, default 6,500 and all 17,500; lower a budget whenever its tools get cheaper.
 * @type {Readonly<Record<string, number>>}
 */
export const budgets = {
  core: 1_250,
  lite: 3_000,
  default: 7_850,
  all: 17_500,
  readonly: 4_000,
  admin: 2_500,
  connector: 500,
};

/** @param {readonly object[]} tools as tools/list returns them */
export function tokensOf(tools) {
  return encode(JSON.stringify(tools)).length;
}
