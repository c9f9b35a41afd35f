// Written by `npm run generate` from the files in the area folders. Do not edit.
import { addSpotifyTracks } from './add-spotify-tracks.ts';
import { createSpotifyPlaylist } from './create-spotify-playlist.ts';
import { getSpotifyPlayback } from './get-spotify-playback.ts';
import { getSpotifyProfile } from './get-spotify-profile.ts';
import { listRecentSpotifyTracks } from './list-recent-spotify-tracks.ts';
import { listSpotifyPlaylistTracks } from './list-spotify-playlist-tracks.ts';
import { listSpotifyPlaylists } from './list-spotify-playlists.ts';
import { listTopSpotifyArtists } from './list-top-spotify-artists.ts';
import { listTopSpotifyTracks } from './list-top-spotify-tracks.ts';
import { pauseSpotifyPlayback } from './pause-spotify-playback.ts';
import { resumeSpotifyPlayback } from './resume-spotify-playback.ts';
import { searchSpotifyAlbums } from './search-spotify-albums.ts';
import { searchSpotifyArtists } from './search-spotify-artists.ts';
import { searchSpotifyPlaylists } from './search-spotify-playlists.ts';
import { searchSpotifyTracks } from './search-spotify-tracks.ts';
import { skipToNextSpotifyTrack } from './skip-to-next-spotify-track.ts';
import { skipToPreviousSpotifyTrack } from './skip-to-previous-spotify-track.ts';
import { unlinkSpotify } from './unlink-spotify.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const spotifyTools: readonly Tool[] = [
  searchSpotifyTracks,
  searchSpotifyArtists,
  searchSpotifyAlbums,
  searchSpotifyPlaylists,
  getSpotifyProfile,
  getSpotifyPlayback,
  pauseSpotifyPlayback,
  resumeSpotifyPlayback,
  skipToNextSpotifyTrack,
  skipToPreviousSpotifyTrack,
  listSpotifyPlaylists,
  listSpotifyPlaylistTracks,
  createSpotifyPlaylist,
  addSpotifyTracks,
  listRecentSpotifyTracks,
  listTopSpotifyTracks,
  listTopSpotifyArtists,
  unlinkSpotify,
];
