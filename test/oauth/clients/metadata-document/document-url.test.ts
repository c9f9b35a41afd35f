import { describe, expect, it } from 'vitest';

import { documentUrl } from '../../../../src/oauth/clients/metadata-document/document-url.ts';

describe('a client_id that is a URL', () => {
  const long = (length: number) =>
    `https://app.example/${'a'.repeat(length - 'https://app.example/'.length)}`;

  it('can have at most 1,000 characters', () => {
    expect(documentUrl(long(1_000)).href).toHaveLength(1_000);
    expect(() => documentUrl(long(1_001))).toThrow(/at most 1000 characters/);
  });

  it('is refused with a reason if it does not parse', () => {
    expect(() => documentUrl('https://[')).toThrow(
      expect.objectContaining({ code: 'invalid_client', message: expect.stringMatching(/normalised form/) }),
    );
  });
});
