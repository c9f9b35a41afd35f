import { skipTool } from './shared/skip-track.ts';

export const skipToPreviousSpotifyTrack = skipTool({
  name: 'skip_to_previous_spotify_track',
  title: 'Previous track',
  order: 100,
  about: 'Play the previous track again on Spotify. Needs Premium.',
  intents: [
    'previous song',
    'play that again',
    'back to the last track',
    'repeat the song before',
    'one song back',
  ],
  legacyNames: ['skipToPrevious'],
  to: 'previous',
  done: 'Skipped back to the previous track.',
});
