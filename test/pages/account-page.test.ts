import { describe, expect, it } from 'vitest';

import { accountPage, type AccountView } from '../../src/pages/account-page.ts';

const app = (id: string, place: string): AccountView['clients'][number] => {
  return { id, name: 'Claude', place, since: 1_764_000_000, lastUsedAt: 1_764_000_000 };
};
const view = (clients: AccountView['clients']): AccountView => ({
  person: { name: undefined, username: undefined },
  clients,
  linked: [],
  csrfToken: 'proof',
  done: undefined,
});

describe('the account page', () => {
  it('describes each button with the facts that tell apps with the same name apart', async () => {
    const markup = await accountPage(view([app('1', 'claude.ai'), app('2', 'localhost')])).text();
    const buttons = [...markup.matchAll(/value="(\d)"[^>]*aria-describedby="([^"]+)"/g)];
    const described = buttons.map(([, id, target]) => [
      id,
      new RegExp(`<div id="${target}">([^]*?)</div>`).exec(markup)?.[1] ?? '',
    ]);
    expect(described).toEqual([
      ['1', expect.stringContaining('claude.ai')],
      ['2', expect.stringContaining('A program on one of your computers')],
    ]);
  });
});
