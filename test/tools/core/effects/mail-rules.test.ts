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
  ])('is not confused with its deletion or a new folder: %s %s', (method, path) => {
    expect(effectsOf({ method, path, body: {} }).isBulk).toBe(false);
  });
});

describe('an automatic reply', () => {
  const OUTSIDE = ['everyone outside the organisation who writes to the mailbox'];
  const outsiders = (automaticRepliesSetting: object, path = '/me/mailboxSettings') =>
    effectsOf({ method: 'PATCH', path, body: { automaticRepliesSetting } }).outsiders;

  it.each([
    ['for everyone', { externalAudience: 'all' }],
    ['for contacts', { status: 'scheduled', externalAudience: 'contactsOnly' }],
    ['without an audience, because Graph keeps the previous one', { status: 'alwaysEnabled' }],
    ['with another text only', { externalReplyMessage: 'x' }],
    ['with a property in two spellings', { externalAudience: 'none', ExternalAudience: 'all' }],
  ])('reaches people outside the organisation %s', (_what, setting) => {
    expect(outsiders(setting)).toEqual(OUTSIDE);
  });

  it.each([
    ['the whole setting', '', { status: 'alwaysEnabled', externalAudience: 'all' }],
    ['its audience', '/externalAudience', { value: 'all' }],
  ])('reaches people outside the organisation if a path of its own changes %s', (_what, property, body) => {
    const path = `/me/mailboxSettings/automaticRepliesSetting${property}`;
    expect(effectsOf({ method: 'PATCH', path, body }).outsiders).toEqual(OUTSIDE);
  });

  it('reaches nobody outside the organisation if a path of its own turns it off', () => {
    const path = '/me/mailboxSettings/automaticRepliesSetting';
    expect(effectsOf({ method: 'PATCH', path, body: { status: 'disabled' } }).outsiders).toEqual([]);
  });

  it('reaches people outside the organisation if it is set with other properties of the user', () => {
    const mailboxSettings = { automaticRepliesSetting: { status: 'alwaysEnabled' } };
    expect(effectsOf({ method: 'PATCH', path: '/me', body: { mailboxSettings } }).outsiders).toEqual(OUTSIDE);
  });

  it.each([
    ['for colleagues only', { status: 'alwaysEnabled', externalAudience: 'none' }],
    ['that is turned off', { status: 'disabled' }],
    ['that is turned off, with its audience as it was', { status: 'disabled', externalAudience: 'all' }],
  ])('reaches nobody outside the organisation %s', (_what, setting) => {
    expect(outsiders(setting)).toEqual([]);
  });
});
