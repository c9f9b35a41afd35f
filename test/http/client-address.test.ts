import { expect, it } from 'vitest';

import { clientAddress } from '../../src/http/client-address.ts';

it.each([
  ['is that of the connection if no proxy is trusted', '203.0.113.9', '10.0.0.1', 0, '10.0.0.1'],
  ['is the one that the trusted proxy saw', 'spoofed, 203.0.113.9', '10.0.0.1', 1, '203.0.113.9'],
  [
    'is the one that the outer of two proxies saw',
    '1.1.1.1, 203.0.113.9, 10.0.0.2',
    '10.0.0.1',
    2,
    '203.0.113.9',
  ],
  [
    'is the first entry if there are fewer proxies than the settings trust',
    '203.0.113.9',
    '10.0.0.1',
    3,
    '203.0.113.9',
  ],
  ['is that of the connection if no proxy added one', null, '10.0.0.1', 1, '10.0.0.1'],
  ['excludes the port after an IPv4 address', '203.0.113.9:51234', undefined, 1, '203.0.113.9'],
  ['excludes the brackets and port of an IPv6 address', '[2001:DB8::1]:443', undefined, 1, '2001:db8::1'],
  ['may be a bare IPv6 address', '2001:db8::1', undefined, 1, '2001:db8::1'],
  ['excludes the zone of a link-local address', null, 'fe80::1%eth0', 0, 'fe80::1'],
  ['is the IPv4 address in an IPv4-mapped IPv6 address', null, '::ffff:127.0.0.1', 0, '127.0.0.1'],
  ['is unknown if the entry is not an address', '<script>', undefined, 1, 'unknown'],
  ['is unknown if there is none', null, undefined, 1, 'unknown'],
])('the client address %s', (_, forwardedFor, connection, hops, expected) => {
  expect(clientAddress(forwardedFor, connection, hops)).toBe(expected);
});
