import { describe, expect, it } from 'vitest';

import type { ToolCall } from '../../../../src/tools/define.ts';
import { trackColumns, type Track } from '../../../../src/tools/spotify/shared/spotify-data.ts';
import { showPage } from '../../../../src/tools/spotify/shared/spotify-page.ts';

const call = { text: { from: 0 } } as ToolCall;
const song: Track = { uri: 'spotify:track:1', name: 'Harbour' };
const shown = async (items: readonly (Track | null)[]) =>
  (await showPage({ what: 'tracks', columns: trackColumns, page: { items } }, call)).text;

describe('a page of a Spotify list', () => {
  it('counts the entries that it cannot show, such as episodes in a playlist', async () => {
    expect(await shown([song, null, null])).toMatch(
      /^1 tracks\. Not shown: 2 entries, such as episodes and items that Spotify withholds\. That is all\./,
    );
    expect(await shown([null])).toMatch(/^No tracks on this page\. Not shown: 1 entry,/);
  });

  it('mentions no omitted entries if it can show every entry', async () => {
    expect(await shown([song])).toMatch(/^1 tracks\. That is all\./);
    expect(await shown([])).toBe('No tracks.');
  });
});
