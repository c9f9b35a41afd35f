import { describe, expect, it } from 'vitest';

import { createCookieJar } from '../../src/http/cookies.ts';

const asked = (cookie: string) => new Request('http://localhost/', { headers: { cookie } });

describe('cookies over https', () => {
  const jar = createCookieJar('https://mcp.contoso.example');

  it('are bound to one host and sent only over https', () => {
    expect(jar.set('tx', 'value', 600)).toBe(
      '__Host-portico_tx=value; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('are not read under the plain name, because another host could set a cookie with that name', () => {
    expect(jar.get(asked('portico_tx=planted'), 'tx')).toBeUndefined();
    expect(jar.get(asked('other=1; __Host-portico_tx=ours'), 'tx')).toBe('ours');
  });
});

describe('cookies on loopback', () => {
  const jar = createCookieJar('http://localhost:7071');

  it('have plain names and are not Secure', () => {
    expect(jar.set('tx', '', 0)).toBe('portico_tx=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  });

  it('are found by a prefix of their short name', () => {
    const found = jar.all(asked('portico_tx_a=1; portico_tx_b=2; portico_csrf=3; tx_c=4'), 'tx_');
    expect([...found]).toEqual([
      ['tx_a', '1'],
      ['tx_b', '2'],
    ]);
  });
});
