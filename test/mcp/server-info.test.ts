import { describe, expect, it } from 'vitest';

import { revisionSupportsLinks } from '../../src/mcp/server-info.ts';

describe('a protocol revision', () => {
  it.each(['2025-06-18', '2025-11-25', '2026-07-28'])('has resource links: %s', (revision) => {
    expect(revisionSupportsLinks(revision)).toBe(true);
  });

  it.each([null, '2024-10-07', '2024-11-05', '2025-03-26'])('has no resource links: %s', (revision) => {
    expect(revisionSupportsLinks(revision)).toBe(false);
  });
});
