import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

describe('an inbox rule', () => {
  const rules = '/me/mailFolders/inbox/messageRules';

  it.each([
    ['POST', rules, { displayName: 'x', actions: { delete: true } }],
    ['POST', '/users/1/mailFolders/inbox/messageRules', { actions: { moveToFolder: 'archive' } }],
    ['PATCH', `${rules}/1`, { isEnabled: true }],
  ])('counts as changing several items when it is created or changed: %s %s', (method, path, body) => {
    expect(effectsOf({ method, path, body }).isBulk).toBe(true);
  });

  it.each([
    ['DELETE', `${rules}/1`],
    ['POST', '/me/mailFolders/inbox/childFolders'],
  ])('counts as changing several items, unlike its deletion or a new folder: %s %s', (method, path) => {
    expect(effectsOf({ method, path, body: {} }).isBulk).toBe(false);
  });
});
