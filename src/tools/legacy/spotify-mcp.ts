import * as z from 'zod';

import { content, count, line, refuseGiven, rowsUpTo, word } from './legacy-arguments.ts';
import { defineLegacyTool, type LegacyTool } from './legacy-tool.ts';

/** The default number of rows. */
const ROWS = 20;

const offset = z.int().min(0).optional().describe('Must be 0: get_next_page continues a list.');

/** Rejects an offset, because Portico's lists are continued with a cursor instead. */
function refuseOffset(given: number | undefined): void {
  refuseGiven({ offset: given === 0 ? undefined : given }, 'leave it out and use get_next_page for more');
}

function search(name: string, ours: string, what: string): LegacyTool {
  return defineLegacyTool({
    name,
    about: `Search for ${what} on Spotify (old name of ${ours}).`,
    input: { query: word('Words.'), limit: count(50) },
    tools: [ours],
    // Spotify returns at most 10 search results to new apps.
    convert: ({ query, limit = ROWS }) => ({ query, top: rowsUpTo(10, limit) }),
  });
}

function withoutArguments(name: string, ours: string, about: string): LegacyTool {
  return defineLegacyTool({
    name,
    about: `${about} (old name of ${ours}).`,
    input: {},
    tools: [ours],
    convert: () => ({}),
  });
}

const periods = { short_term: 'month', medium_term: 'half_year', long_term: 'year' } as const;

function mostPlayed(name: string, ours: string, what: string): LegacyTool {
  return defineLegacyTool({
    name,
    about: `List my most played ${what} (old name of ${ours}).`,
    input: {
      timeRange: z.enum(['short_term', 'medium_term', 'long_term']).optional().describe('Period.'),
      limit: count(50),
    },
    tools: [ours],
    convert: ({ timeRange = 'medium_term', limit = ROWS }) => ({ period: periods[timeRange], top: limit }),
  });
}

/** The 17 tools of the Spotify server for Cloudflare Workers whose service name is `Spotify Service`. */
export const spotifyMcp: readonly LegacyTool[] = [
  search('searchTracks', 'search_spotify_tracks', 'tracks'),
  search('searchArtists', 'search_spotify_artists', 'artists'),
  search('searchAlbums', 'search_spotify_albums', 'albums'),
  search('searchPlaylists', 'search_spotify_playlists', 'playlists'),
  withoutArguments('getCurrentUserProfile', 'get_spotify_profile', 'Get my Spotify profile'),
  withoutArguments('getCurrentPlayback', 'get_spotify_playback', 'Get what is playing'),
  withoutArguments('pausePlayback', 'pause_spotify_playback', 'Pause playback'),
  withoutArguments('resumePlayback', 'resume_spotify_playback', 'Resume playback'),
  withoutArguments('skipToNext', 'skip_to_next_spotify_track', 'Skip to the next track'),
  withoutArguments('skipToPrevious', 'skip_to_previous_spotify_track', 'Skip to the previous track'),
  defineLegacyTool({
    name: 'getUserPlaylists',
    about: 'List my playlists (old name of list_spotify_playlists).',
    input: { limit: count(50), offset },
    tools: ['list_spotify_playlists'],
    convert: ({ limit = ROWS, offset: from }) => {
      refuseOffset(from);
      return { top: limit };
    },
  }),
  defineLegacyTool({
    name: 'getPlaylistTracks',
    about: 'List the tracks of a playlist (old name of list_spotify_playlist_tracks).',
    input: { playlistId: word('Playlist id.'), limit: count(100), offset },
    tools: ['list_spotify_playlist_tracks'],
    convert: ({ playlistId, limit = ROWS, offset: from }) => {
      refuseOffset(from);
      return { playlist: playlistId, top: rowsUpTo(50, limit) };
    },
  }),
  defineLegacyTool({
    name: 'createPlaylist',
    about: 'Create a playlist (old name of create_spotify_playlist).',
    input: {
      name: line('Name.'),
      description: content('Description.').optional(),
      public: z.boolean().optional().describe('Visible to everyone. Default: true.'),
    },
    tools: ['create_spotify_playlist'],
    confirms: true,
    convert: ({ public: isPublic = true, ...rest }) => ({ ...rest, public: isPublic }),
  }),
  defineLegacyTool({
    name: 'addTracksToPlaylist',
    about: 'Add tracks to a playlist (old name of add_spotify_tracks).',
    input: {
      playlistId: word('Playlist id.'),
      trackUris: z.array(z.string().max(200)).min(1).max(100).describe('Track uris.'),
    },
    tools: ['add_spotify_tracks'],
    confirms: true,
    convert: ({ playlistId, trackUris }) => ({ playlist: playlistId, uris: trackUris }),
  }),
  defineLegacyTool({
    name: 'getRecentlyPlayed',
    about: 'List what I played recently (old name of list_recent_spotify_tracks).',
    input: { limit: count(50) },
    tools: ['list_recent_spotify_tracks'],
    convert: ({ limit = ROWS }) => ({ top: limit }),
  }),
  mostPlayed('getTopTracks', 'list_top_spotify_tracks', 'tracks'),
  mostPlayed('getTopArtists', 'list_top_spotify_artists', 'artists'),
];
