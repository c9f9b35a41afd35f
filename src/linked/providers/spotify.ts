import type { Explained, Provider } from '../provider.ts';

export const spotify: Provider = {
  name: 'spotify',
  title: 'Spotify',
  issuer: 'https://accounts.spotify.com',
  authorizationEndpoint: 'https://accounts.spotify.com/authorize',
  tokenEndpoint: 'https://accounts.spotify.com/api/token',
  api: 'https://api.spotify.com/v1',
  clientSecret: 'spotify-client-secret',
  // Without this parameter, Spotify skips its consent page if the account that is signed in has approved the app
  // before. The user could then never link another account.
  authorizationParameters: { show_dialog: 'true' },
  scopes: {
    'user-read-private': 'See the name and country of your account, and your subscription',
    'playlist-read-private': 'See your private playlists',
    'playlist-read-collaborative': 'See your collaborative playlists',
    'user-read-playback-state': 'See what is playing and on which device',
    'user-read-recently-played': 'See what you played recently',
    'user-top-read': 'See the artists and tracks that you play most',
    'user-modify-playback-state': 'Start, pause and skip what you listen to',
    'playlist-modify-private': 'Create and change your private playlists',
    'playlist-modify-public': 'Create and change your public playlists',
  },
  accountPage: 'https://www.spotify.com/account/apps/',
  limits: { retryAfterSeconds: 5, longestWaitSeconds: 5 },
  explain: ({ status, text, method }) => {
    const known = status < 500 ? explanations.find(([words]) => words.test(text)) : undefined;
    if (known !== undefined) return known[1];
    return status === 403 && method === 'GET' ? withheld : undefined;
  },
};

const premiumRequired: Explained = {
  code: 'premium_required',
  message:
    'Spotify lets apps control playback only for Premium accounts, and this account does not have Premium.',
};

const noActiveDevice: Explained = {
  code: 'no_active_device',
  message:
    'No Spotify device is active. The user has to open Spotify on a phone, computer or speaker and start playing something there. Alternatively, call resume_spotify_playback with the name of a device that is on.',
};

const deviceNotFound: Explained = {
  code: 'device_not_found',
  message: 'The device is no longer on. Ask the user to open Spotify on it.',
};

const restricted: Explained = {
  code: 'not_possible_now',
  message:
    "Spotify does not allow this at the moment, for example because playback is already in that state or the track is not available in the account's country.",
};

const notOwned: Explained = {
  code: 'not_owned',
  message:
    'This playlist belongs to somebody else who does not let others add tracks. Add the tracks to one of your own playlists; create_spotify_playlist creates a new one.',
};

const notRegistered: Explained = {
  code: 'not_registered',
  message:
    "This Spotify account is not on the list of users of the organisation's Spotify app, which is in development mode. The app's owner can add the account in the Spotify developer dashboard.",
};

const ownerWithoutPremium: Explained = {
  code: 'owner_without_premium',
  message:
    "The owner of the organisation's Spotify app has no Premium subscription. Without one, Spotify refuses every request of an app in development mode, and continues to do so for a few hours after the owner subscribes. Only the app's owner can change this.",
};

const withheld: Explained = {
  code: 'withheld',
  message:
    'Spotify does not show this to apps in development mode, for example the content of a playlist that belongs to somebody else.',
};

/**
 * Each entry contains words that identify an error, and its explanation. If the account is not on the app's list of
 * users, or the app's owner has no Premium, Spotify responds with plain text, in one of several wordings. All other
 * errors are JSON with a message and, in some cases, a reason.
 */
const explanations: readonly (readonly [RegExp, Explained | 'missing scope'])[] = [
  [/premium subscription required for the owner/i, ownerWithoutPremium],
  [/PREMIUM_REQUIRED|Premium required/, premiumRequired],
  [/NO_ACTIVE_DEVICE|No active device/, noActiveDevice],
  [/Device not found/, deviceNotFound],
  [/Restriction violated/, restricted],
  [/Insufficient client scope/, 'missing scope'],
  [/playlist you don't own/, notOwned],
  [/not (be )?registered|not approved for app/i, notRegistered],
];
