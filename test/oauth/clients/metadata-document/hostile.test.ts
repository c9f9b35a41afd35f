import { createServer, type AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { internet } from '../../../../src/oauth/clients/metadata-document/download-document.ts';
import { isPublicAddress } from '../../../../src/oauth/clients/metadata-document/public-address.ts';
import {
  ADDRESS,
  CLIENT_ID,
  HOST,
  openInternet,
  watchingSockets,
  type SmallInternet,
} from './small-internet.ts';

let net: SmallInternet;
beforeAll(async () => {
  net = await openInternet();
});
afterAll(() => net.close());

/** URLs that are refused without a DNS query. */
const hostileUrls = [
  ['plain http', `http://${HOST}/client.json`],
  ['another scheme', `ftp://${HOST}/client.json`],
  ['a file', 'file:///etc/passwd'],
  ['no path', `https://${HOST}`],
  ['the root as its path', `https://${HOST}/`],
  ['the root and a query', `https://${HOST}/?client.json`],
  ['a user name', `https://ana@${HOST}/client.json`],
  ['a user name and a password', `https://ana:secret@${HOST}/client.json`],
  ['an empty user name', `https://@${HOST}/client.json`],
  ['the trusted host as a user name', `https://claude.ai@evil.example/client.json`],
  ['a fragment', `https://${HOST}/client.json#part`],
  ['an empty fragment', `https://${HOST}/client.json#`],
  ['a dot segment', `https://${HOST}/./client.json`],
  ['a double-dot segment', `https://${HOST}/oauth/../client.json`],
  ['an encoded double-dot segment', `https://${HOST}/oauth/%2e%2E/client.json`],
  ['a backslash', `https://${HOST}\\client.json`],
  ['an explicit default port', `https://${HOST}:443/client.json`],
  ['the port of a database', `https://${HOST}:5432/client.json`],
  ['a capital letter in the host', 'https://App.contoso.example/client.json'],
  ['a full-width letter in the host', 'https://ａpp.contoso.example/client.json'],
  ['a full stop from another script', 'https://app。contoso.example/client.json'],
  ['a tab', `https://${HOST}/cli\tent.json`],
  ['a line break', `https://${HOST}/client.json\r\nHost: evil`],
  ['a leading space', ` https://${HOST}/client.json`],
  ['more than 1,000 characters', `https://${HOST}/${'a'.repeat(1_000)}`],
  ['IPv4', 'https://127.0.0.1/client.json'],
  ['public IPv4', `https://${ADDRESS}/client.json`],
  ['IPv4 as one number', 'https://2130706433/client.json'],
  ['IPv4 in hexadecimal', 'https://0x7f000001/client.json'],
  ['IPv4 in octal', 'https://0177.0.0.1/client.json'],
  ['IPv4 with fewer parts', 'https://127.1/client.json'],
  ['IPv4 with a final dot', 'https://127.0.0.1./client.json'],
  ['IPv4 in full-width digits', 'https://１２７.0.0.1/client.json'],
  ["Azure's metadata service", 'https://169.254.169.254/metadata/identity/oauth2/token'],
  ["Azure's WireServer", 'https://168.63.129.16/machine'],
  ['IPv6 loopback', 'https://[::1]/client.json'],
  ['IPv4 in IPv6', 'https://[::ffff:169.254.169.254]/client.json'],
  ['public IPv6', 'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/client.json'],
  ['localhost', 'https://localhost/client.json'],
  ['a single-label name', 'https://intranet/client.json'],
  ['a name with a final dot', `https://${HOST}./client.json`],
  ['no host', 'https:///client.json'],
] as const;

/** Internal addresses that DNS could return for a harmless name. */
const hostileAnswers: readonly (readonly [string, readonly string[]])[] = [
  ['this host', ['0.0.0.0']],
  ['loopback', ['127.0.0.1']],
  ['another loopback address', ['127.8.8.8']],
  ['10/8', ['10.0.0.4']],
  ['172.16/12', ['172.31.255.254']],
  ['192.168/16', ['192.168.1.1']],
  ['carrier-grade NAT and a metadata service', ['100.100.100.200']],
  ['link-local', ['169.254.10.1']],
  ['the metadata service', ['169.254.169.254']],
  ["Azure's WireServer", ['168.63.129.16']],
  ['protocol assignments and a metadata service', ['192.0.0.192']],
  ['documentation', ['203.0.113.7']],
  ['benchmarking', ['198.18.0.1']],
  ['6to4 relays', ['192.88.99.1']],
  ['multicast', ['224.0.0.1']],
  ['reserved', ['240.0.0.1']],
  ['broadcast', ['255.255.255.255']],
  ['IPv6 unspecified', ['::']],
  ['IPv6 loopback', ['::1']],
  ['IPv6 link-local', ['fe80::1']],
  ['IPv6 link-local with a zone', ['fe80::1%eth0']],
  ['IPv6 unique local and a metadata service', ['fd00:ec2::254']],
  ['IPv6 site-local', ['fec0::1']],
  ['IPv6 multicast', ['ff02::1']],
  ['mapped loopback', ['::ffff:127.0.0.1']],
  ['mapped metadata service', ['::ffff:a9fe:a9fe']],
  ['mapped WireServer', ['::ffff:168.63.129.16']],
  ['compatible loopback', ['::127.0.0.1']],
  ['translated loopback', ['::ffff:0:127.0.0.1']],
  ['NAT64 of 10/8', ['64:ff9b::10.0.0.4']],
  ['NAT64 of the WireServer', ['64:ff9b::a83f:8110']],
  ['NAT64 with a local prefix', ['64:ff9b:1::10.0.0.4']],
  ['6to4 of loopback', ['2002:7f00:1::1']],
  ['Teredo', ['2001:0:53aa:64c:0:fbff:80ff:fffe']],
  ['ISATAP of 10/8', ['2606:2800:21f:1::5efe:a00:4']],
  ['IPv6 documentation', ['2001:db8::1']],
  ['discard', ['100::1']],
  ['unassigned space', ['4000::1']],
  ['a public address and a private one', [ADDRESS, '10.0.0.4']],
  ['a private address after a public IPv6 address', ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::1']],
  ['something that is not an address', ['localhost']],
  ['IPv4 as one number', ['2130706433']],
  ['nothing', []],
];

describe('a hostile client_id', () => {
  it.each(hostileUrls)('is refused without a DNS query or a connection: %s', async (_what, url) => {
    const before = { lookups: net.lookups.length, connections: net.connections.length };
    const seen = await watchingSockets(async () => {
      await expect(net.fetcher()(url)).rejects.toMatchObject({ code: 'invalid_client', status: 401 });
      // As in production, this fetcher uses Node's resolver and sockets.
      await expect(net.fetcher(internet)(url)).rejects.toMatchObject({ code: 'invalid_client' });
    });
    expect(seen).toEqual({ connects: 0, lookups: 0 });
    expect({ lookups: net.lookups.length, connections: net.connections.length }).toEqual(before);
  });

  it.each(hostileAnswers)(
    'is refused without a connection because of the DNS answer: %s',
    async (_what, answer) => {
      const fetcher = net.fetcher({ resolve: async () => answer, connect: internet.connect });
      const seen = await watchingSockets(() =>
        expect(fetcher(CLIENT_ID)).rejects.toMatchObject({ code: 'invalid_client' }),
      );
      expect(seen).toEqual({ connects: 0, lookups: 0 });
    },
  );

  it('gets the same error for an unknown name as for an internal name', async () => {
    const refusal = async (answer: () => Promise<string[]>) => {
      const outcome = await net
        .fetcher({ resolve: answer })(CLIENT_ID)
        .catch((error: Error) => error.message);
      return outcome;
    };
    const missing = await refusal(() => Promise.reject(new Error('ENOTFOUND')));
    expect(missing).toContain('cannot be fetched');
    expect(await refusal(async () => ['10.0.0.4'])).toBe(missing);
  });

  it('cannot use DNS rebinding, because the name is resolved once and the connection is pinned to the resolved address', async () => {
    const answers = [[ADDRESS], ['127.0.0.1']];
    const from = net.connections.length;
    const resolve = async () => answers.shift() ?? [];
    await net.fetcher({ resolve })(CLIENT_ID);
    expect(answers).toEqual([['127.0.0.1']]);
    expect(net.connections.slice(from).map(({ address }) => address)).toEqual([ADDRESS]);
  });
});

describe('the document of a legitimate client', () => {
  it.each([
    ['IPv4', [ADDRESS]],
    ['IPv6', ['2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['IPv4-mapped IPv6, as some resolvers return', [`::ffff:${ADDRESS}`]],
    ['NAT64, as in networks without IPv4', ['64:ff9b::5db8:d70e']],
  ])('is fetched over a connection to its public address: %s', async (_, at) => {
    const from = net.connections.length;
    const read = await net.fetcher({ resolve: async () => at })(CLIENT_ID);
    expect(read.clientName).toBe('Contoso Notes');
    expect(net.connections.slice(from)).toEqual([{ address: at[0], port: 443, serverName: HOST }]);
  });
});

describe('the connection', () => {
  it('goes to the given address without a DNS query', async () => {
    let taken = 0;
    const listener = createServer((socket) => {
      taken += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const seen = await watchingSockets(
      () =>
        new Promise<void>((resolve) => {
          const socket = internet.connect({ address: '127.0.0.1', port, serverName: HOST });
          socket.on('error', () => resolve());
        }),
    );
    expect([seen, taken]).toEqual([{ connects: 1, lookups: 0 }, 1]);
    await new Promise((resolve) => listener.close(resolve));
  });

  it.each(['1.1.1.1', '93.184.215.14', '2606:4700:4700::1111'])('can go to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['', 'localhost', 'app.contoso.example', '1.1.1.1.', '[2606:4700:4700::1111]'])(
    'cannot go to %j, which is not an address',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});
