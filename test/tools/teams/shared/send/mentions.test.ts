import { expect, it } from 'vitest';

import { markMentions } from '../../../../../src/tools/teams/shared/send/mentions.ts';

const member = (displayName: string) => ({
  userId: displayName,
  displayName,
  email: null,
  tenantId: null,
  roles: null,
});

it.each(['@İlker Demir, look', '@ilker demir, look', '@İlker, look', '<at>İlker Demir</at>, look'])(
  'mentions a member whose name becomes longer in lower case: %s',
  (body) => {
    const { text, mentioned, unknown } = markMentions(body, [member('İlker Demir'), member('Ana Silva')]);
    expect(mentioned).toMatchObject([{ name: 'İlker Demir' }]);
    expect(text).toMatch(/^\uE0000\uE001, look$/);
    expect(unknown).toEqual([]);
  },
);
