import { describe, expect, it } from 'vitest';

import { readCommand } from '../../../src/hosts/block/block-command.ts';

const read = (...words: string[]) =>
  readCommand(words, { now: Date.UTC(2026, 10, 29), tools: ['send_mail', 'get_me'] });

describe('a block', () => {
  it.each([
    ['tool', 'send_mail'],
    ['client', 'claude.ai'],
    ['client', 'Claude.ai'],
    ['client', 'https://claude.ai'],
    ['client', 'localhost'],
    ['client', 'cursor://anysphere.cursor-mcp'],
    ['client', 'com.contoso.app://'],
    ['client', 'workbench'],
  ])('is accepted for the %s %s', (kind, name) => {
    expect(read(kind, name)).toMatchObject({ do: 'set', subject: { kind, names: [name] } });
  });

  it.each([
    ['tool', 'send_email', /no tool named send_email.*docs\/tools\.md/],
    ['client', 'https://claude.ai/', /not a client class.*without a path/],
    ['client', 'claude.ai:443', /not a client class.*without .*the port 443/],
    ['client', '"claude.ai"', /not a client class.*without .*quotation marks/],
    ['client', 'Qm9yZWQtZGlnZXN0LW9mLWEtcmVnaXN0cmF0aW9uLTE', /client\.id.+DENIED_CLIENTS/],
    ['client', 'claude.ai;chatgpt.com', /not a client class/],
    ['client', 'claude.ai/api/mcp/auth_callback', /not a client class/],
    ['client', 'https://claude.ai/api/mcp/auth_callback', /not a client class/],
    ['client', '127.0.0.1', /not a client class.*localhost/],
    ['client', 'http://localhost:33418', /not a client class/],
    ['client', '*.contoso.example', /not a client class/],
  ])('is refused if it would block nothing: %s %s', (kind, name, problem) => {
    expect(read(kind, name)).toEqual({ problem: expect.stringMatching(problem) });
  });

  it('can always be lifted, even if its target no longer exists', () => {
    expect(read('lift', 'tool', 'former_tool')).toMatchObject({ do: 'lift' });
    expect(read('lift', 'client', 'https://claude.ai/')).toMatchObject({ do: 'lift' });
  });
});

describe('help', () => {
  it.each([['--help'], ['-h'], ['help'], ['tool', 'send_mail', '--help']])(
    'is shown for %s %s',
    (...words) => {
      expect(read(...words)).toEqual({ do: 'help' });
    },
  );
});
