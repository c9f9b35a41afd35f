import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { knownNames } from '../../src/hosts/known-names.ts';

const enough = {
  PUBLIC_URL: 'https://mcp.contoso.example',
  ENTRA_TENANT_ID: '7f1c2a54-0b6e-4c39-9a3d-5d0e8c4b1f20',
  ENTRA_CLIENT_ID: '3d9b6c1e-8f42-4b7a-a5d3-2c6e9f0b7a18',
  KEY_VAULT_URL: 'https://kv-portico.vault.azure.net',
};

describe('the names in TOOLSETS and ENABLED_TOOLS', () => {
  const problemsOf = (settings: Record<string, string>) => {
    const result = readConfig({ ...enough, ...settings }, knownNames);
    return result.ok ? [] : result.problems;
  };

  it.each([
    {},
    { TOOLSETS: 'all', ENABLED_TOOLS: 'all' },
    { TOOLSETS: 'core, mail calendar,spotify', ENABLED_TOOLS: 'list_messages, get_spotify_profile' },
  ])('are accepted if they exist: %j', (settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });

  it.each([
    [
      { TOOLSETS: 'core,calender' },
      /^TOOLSETS: entry 2 is not a toolset\. Use all, or some of: core, .*calendar/,
    ],
    [{ TOOLSETS: 'Mail' }, /^TOOLSETS: entry 1 is not a toolset/],
    [{ ENABLED_TOOLS: 'get_me,list_mesages' }, /^ENABLED_TOOLS: entry 2 is not a tool\. .*docs\/tools\.md/],
  ])(
    'are refused if a name is unknown, and the message gives the position of that name: %j',
    (settings, message) => {
      expect(problemsOf(settings)).toEqual([expect.stringMatching(message)]);
    },
  );

  it('do not appear in the message, because they could be secrets', () => {
    expect(problemsOf({ TOOLSETS: 'hunter2', ENABLED_TOOLS: 'hunter2' }).join(' ')).not.toContain('hunter2');
  });

  it.each([
    { TOOLSETS: 'calendar', ENABLED_TOOLS: 'list_messages send_mail' },
    { READ_ONLY: 'on', ENABLED_TOOLS: 'send_mail' },
    { TOOLSETS: 'spotify' },
    { ENABLED_TOOLS: 'get_spotify_profile' },
  ])('are refused if no tool is left: %j', (settings) => {
    expect(problemsOf(settings)).toEqual([expect.stringContaining('leave no tool')]);
  });

  it.each([
    { TOOLSETS: 'calendar', ENABLED_TOOLS: 'list_messages list_events' },
    { READ_ONLY: 'on', ENABLED_TOOLS: 'send_mail list_messages' },
    { TOOLSETS: 'core' },
    { TOOLSETS: 'spotify', SPOTIFY_CLIENT_ID: 'abc' },
  ])('are accepted if at least one tool remains: %j', (settings) => {
    expect(problemsOf(settings)).toEqual([]);
  });
});
