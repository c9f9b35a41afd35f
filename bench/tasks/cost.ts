import { encode } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * The number of calls in a task, and the numbers of tokens that the model writes (`in`), reads (`out`) and spends on
 * the tool list (`list`).
 */
export type Cost = {
  readonly calls: number;
  readonly in: number;
  readonly out: number;
  readonly list: number;
};

export function tokens(text: string): number {
  return encode(text).length;
}

export function listTokens(tools: readonly object[]): number {
  return tokens(JSON.stringify(tools));
}

export function allTokens(cost: Cost): number {
  return cost.in + cost.out + cost.list;
}

export function totalOf(costs: readonly Cost[]): Cost {
  return {
    calls: sum(costs.map((cost) => cost.calls)),
    in: sum(costs.map((cost) => cost.in)),
    out: sum(costs.map((cost) => cost.out)),
    list: sum(costs.map((cost) => cost.list)),
  };
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
