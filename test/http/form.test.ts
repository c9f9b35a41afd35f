import { describe, expect, it } from 'vitest';

import { readBytes, readForm, readText } from '../../src/http/form.ts';
import { FORM_LIMIT_BYTES } from '../../src/routes.ts';

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  new Request('http://localhost/', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });

describe('a form', () => {
  it('is read, and its empty parameters are treated as absent', async () => {
    expect(await readForm(post('a=1&b=&c=%C3%A9'))).toEqual({ a: '1', c: 'é' });
    expect(await readForm(post('a=&a=1&resource=&resource=x'))).toEqual({ a: '1', resource: 'x' });
  });

  it('is refused if a parameter is repeated', async () => {
    await expect(readForm(post('a=1&a=2'))).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is refused if it has a different content type', async () => {
    const request = post('{"a":1}', { 'content-type': 'application/json' });
    await expect(readForm(request)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('is refused if it exceeds the limit', async () => {
    await expect(readForm(post('a'.repeat(FORM_LIMIT_BYTES + 1)))).rejects.toMatchObject({ status: 413 });
  });
});

describe('a body', () => {
  it.each(['gzip', 'BR', 'identity, deflate'])('is refused if it has the encoding %s', async (encoding) => {
    await expect(readText(post('a', { 'content-encoding': encoding }), 100)).rejects.toMatchObject({
      status: 415,
      message: expect.stringContaining('without Content-Encoding') as string,
      headers: { 'accept-encoding': 'identity' },
    });
  });

  it.each(['', 'identity', 'Identity'])('is read if its encoding is "%s"', async (encoding) => {
    expect(await readText(post('a', { 'content-encoding': encoding }), 100)).toBe('a');
  });

  it('is read up to the limit', async () => {
    expect(await readText(post('éé'), 4)).toBe('éé');
    await expect(readText(post('ééa'), 4)).rejects.toMatchObject({ status: 413 });
  });

  it('is refused if it is not UTF-8, but may begin with a byte order mark', async () => {
    await expect(readText(post(new Uint8Array(Buffer.from('Köln', 'latin1'))), 10)).rejects.toMatchObject({
      status: 400,
      message: 'The request body is not valid UTF-8: encode it as UTF-8.',
    });
    expect(await readText(post('\ufeffKöln'), 10)).toBe('Köln');
  });

  it('is not read at all if Content-Length is over the limit', async () => {
    const request = post('small', { 'content-length': '1000' });
    expect(await readBytes(request, 100)).toBeUndefined();
    expect(request.bodyUsed).toBe(false);
  });

  it('may be absent', async () => {
    expect(await readText(new Request('http://localhost/', { method: 'POST' }), 4)).toBe('');
  });
});
