import { skipTool } from './shared/skip-track.ts';

export const skipToNextSpotifyTrack = skipTool({
  name: 'skip_to_next_spotify_track',
  title: 'Next track',
  order: 90,
  about: 'Skip to the next track on Spotify. Needs Spotify Premium.',
  intents: ['next song', 'skip this track', 'I do not like this song', 'jump ahead', 'play the next one'],
  legacyNames: ['skipToNext'],
  to: 'next',
  done: 'Skipped to the next track.',
});
