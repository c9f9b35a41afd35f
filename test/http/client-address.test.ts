import { expect, it } from 'vitest';

import { clientAddress } from '../../src/http/client-address.ts';

it.each([
  ['takes the connection where no proxy is trusted', '203.0.113.9', '10.0.0.1', 0, '10.0.0.1'],
  ['takes what the one trusted proxy saw', 'spoofed, 203.0.113.9', '10.0.0.1', 1, '203.0.113.9'],
  ['takes what the outer of two proxies saw', '1.1.1.1, 203.0.113.9, 10.0.0.2', '10.0.0.1', 2, '203.0.113.9'],
  ['takes the first where fewer have passed than are trusted', '203.0.113.9', '10.0.0.1', 3, '203.0.113.9'],
  ['takes the connection where no proxy has told', null, '10.0.0.1', 1, '10.0.0.1'],
  ['strips the port of an IPv4 address', '203.0.113.9:51234', undefined, 1, '203.0.113.9'],
  ['strips brackets and port of an IPv6 address', '[2001:DB8::1]:443', undefined, 1, '2001:db8::1'],
  ['keeps a bare IPv6 address', '2001:db8::1', undefined, 1, '2001:db8::1'],
  ['strips the zone of a link-local address', null, 'fe80::1%eth0', 0, 'fe80::1'],
  ['writes a mapped IPv4 address as such', null, '::ffff:127.0.0.1', 0, '127.0.0.1'],
  ['says unknown for what is no address', '<script>', undefined, 1, 'unknown'],
  ['says unknown where nobody tells', null, undefined, 1, 'unknown'],
])('the client address: %s', (_, forwardedFor, connection, hops, expected) => {
  expect(clientAddress(forwardedFor, connection, hops)).toBe(expected);
});
