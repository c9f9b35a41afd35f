import { describe, expect, it } from 'vitest';

import { permissionInWords } from '../../src/graph/permissions.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { script } from '../infra/scripts.ts';

type Command = {
  permissionsFor: (args: readonly string[]) => Promise<{ text: string } | { problem: string }>;
};

async function report(...args: string[]): Promise<string> {
  const { permissionsFor } = await script<Command>('scripts/permissions.js');
  const result = await permissionsFor(args);
  return 'text' in result ? result.text : `problem: ${result.problem}`;
}

/** Returns the lines of the report about one permission. */
const about = (text: string, name: string) =>
  text.split('\n\n').find((part) => part.startsWith(`${name}:`) || part.startsWith(`${name} (`)) ?? '';

describe('npm run permissions', () => {
  it('names the tools that need a permission, can do more with it, or need it for other mailboxes', async () => {
    const text = await report('--toolsets', 'mail');
    expect(about(text, 'Mail.Send')).toMatch(/^Mail\.Send: Send mail as you\n {2}needed by: send_mail, /);
    expect(about(text, 'Mail.Read')).toMatch(/included in Mail\.Read\.Shared, Mail\.ReadWrite/);
    expect(about(text, 'MailboxSettings.Read')).toMatch(/\n {2}does more with it: list_messages, /);
    expect(about(text, 'Mail.Send.Shared')).toMatch(/\n {2}for other people's mailboxes: send_mail, /);
    expect(text).not.toContain('Calendars.');
  });

  it('marks the permissions that only an administrator can grant', async () => {
    const text = await report('--toolsets', 'users,calendar');
    expect(text).toContain('User.Read.All (admin): ');
    expect(text).toContain('Place.Read.All (admin): ');
    expect(text).toContain('Calendars.ReadWrite: ');
  });

  it('lists only the permissions of read-only tools with --readonly', async () => {
    const text = await report('--toolsets', 'mail,files', '--readonly');
    expect(text).toMatch(/^To request: .*Mail\.Read/m);
    expect(text).not.toMatch(/Mail\.Send|ReadWrite/);
  });

  it('ends with the permissions to request, omitting those that another permission includes', async () => {
    const [, requested = ''] = /^To request: (.*)$/m.exec(await report('--preset', 'all')) ?? [];
    const names = requested.split(' ');
    expect(names).toContain('Mail.ReadWrite');
    expect(names).not.toContain('Mail.Read');
    expect(names.filter((name) => name.endsWith('.Shared'))).toEqual([]);
    expect(names.every((name) => permissionInWords(name) !== undefined)).toBe(true);
  });

  it.each(['--help', 'mail'])('shows its options if the argument is %s', async (argument) => {
    expect(await report(argument)).toMatch(/^problem: [^]+\nUsage: npm run permissions -- .*--toolsets/);
  });

  it('covers every permission of every tool', async () => {
    const text = await report('--preset', 'all');
    for (const { scopes, optionalScopes = [], sharedScopes = [] } of catalogue)
      for (const name of [...scopes, ...optionalScopes, ...sharedScopes])
        expect(about(text, name)).not.toBe('');
  });

  it.each([
    [['--toolsets', 'post'], /unknown toolset\. Use one of: default, core, /],
    [['--preset', 'huge'], /unknown preset\. Use one of: default, /],
    [['--toolset', 'mail'], /--toolset/],
    [['mail'], /mail/],
  ])('explains the mistake in %j', async (args, words) => {
    expect(await report(...args)).toMatch(words);
    expect(await report(...args)).toMatch(/^problem: /);
  });
});
