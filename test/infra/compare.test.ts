import { describe, expect, it } from 'vitest';

import { script } from './scripts.ts';

type Compare = {
  compare: (found: unknown, wanted: unknown, path: string) => string[];
  known: (name: string, property: string, texts?: readonly string[]) => unknown;
};
type Cidr = { cidrSubnet: (range: string, size: number, index: number) => string };

const { compare, known } = await script<Compare>('scripts/infra/compare.js');
const { cidrSubnet } = await script<Cidr>('scripts/infra/expected/cidr.js');

describe('a strict comparison', () => {
  it.each([
    [{ a: 1, b: [] }, { a: 1 }],
    [{ a: null }, {}],
    [[{ a: 'x' }], [{ a: /^x$/ }]],
  ])('treats %j as equal to %j', (found, wanted) => expect(compare(found, wanted, 'it')).toEqual([]));

  it.each([
    [{ a: 1, b: 2 }, { a: 1 }, 'it.b is 2'],
    [{}, { a: 1 }, 'it.a is absent'],
    [{ a: '1' }, { a: 1 }, 'it.a is "1"'],
    [[1, 2], [1], '1 item(s)'],
    [{ a: 'y' }, { a: /^x$/ }, 'like'],
    [{ a: 1 }, { a: { b: 1 } }, 'an object'],
  ])('treats %j as different from %j', (found, wanted, reason) =>
    expect(compare(found, wanted, 'it').join(' ')).toContain(reason),
  );
});

describe('a value that is known only at deployment', () => {
  const id = '/subscriptions/1/resourceGroups/rg-x/providers/Microsoft.Web/sites/func-x';
  const host = (text: string) => `[format('${text}', reference('${id}', '2024-11-01').defaultHostName)]`;
  const wanted = known('func-x', 'defaultHostName', ['https://{0}']);

  it('matches the expected resource, property and text', () => {
    expect(compare(host('https://{0}'), wanted, 'it')).toEqual([]);
  });

  it.each([
    'https://func-x.azurewebsites.net',
    host('https://{0}/'),
    host('http://{0}'),
    host('https://{0}').replace('defaultHostName', 'name'),
    host('https://{0}').replace('/func-x', '/func-y'),
    `[format('https://{0}', format('{0}/mcp', reference('${id}', '2024-11-01').defaultHostName))]`,
  ])('does not match other values: %s', (found) => expect(compare(found, wanted, 'it')).toHaveLength(1));
});

describe('a subnet', () => {
  it.each([
    ['10.71.0.0/22', 24, 1, '10.71.1.0/24'],
    ['10.80.0.0/20', 24, 0, '10.80.0.0/24'],
    ['10.0.255.0/23', 28, 17, '10.1.0.16/28'],
  ])('in %s with prefix length %i and index %i is %s', (range, size, index, subnet) =>
    expect(cidrSubnet(range, size, index)).toBe(subnet),
  );
});
