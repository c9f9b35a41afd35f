import { afterAll, beforeAll, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';
import { linkAccount, linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { freePort, startServer } from '../../kit/server.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, toolCall } from '../../kit/start-portico.ts';

let standIns: StandIns;
let tables: TableService;
beforeAll(async () => {
  [standIns, tables] = await Promise.all([startStandIns({ spotify: true }), startTableService()]);
});
afterAll(() => Promise.all([standIns.close(), tables.close()]));

/** Links an account, kills the host in the middle of a refresh, and returns the answer to the next call. */
async function killDuringRefresh(person: string, arm: (kill: () => void) => void): Promise<string> {
  const spotify = standIns.spotify!;
  const port = await freePort();
  const settings = { ...standIns.settings, STATE_TABLES_URL: tables.url, LOG_LEVEL: 'error' };
  const first = await startServer({ port, settings });
  const { accessToken: token } = await signIn({ origin: first.origin, person });
  const profile = async () =>
    resultOf(await postMcp(first, toolCall('get_spotify_profile'), { token, query: WITH_SPOTIFY }));
  await linkAccount(linkIn((await profile()).text), { person, account: person });
  expect((await profile()).isError).toBe(false);
  spotify.control.expireAccessTokens();
  arm(() => process.kill(first.pid, 'SIGKILL'));
  await expect(profile()).rejects.toThrow();
  spotify.control.beforeTokenResponse = undefined;
  spotify.control.accounts.outage('none');
  await first.stop();
  const second = await startServer({ port, settings });
  try {
    // Waits until the lease of the killed host expires, which takes 20 s at most.
    return (await profile()).text;
  } finally {
    await second.stop();
  }
}

it('killing the host after the service has replaced the refresh token requires the user to link the account again', async () => {
  const text = await killDuringRefresh('ana.silva', (kill) => {
    standIns.spotify!.control.beforeTokenResponse = async () => kill();
  });
  expect(text).toContain('Spotify has ended the link to your account');
  expect(linkIn(text)).not.toBe('');
}, 90_000);

it('killing the host before the service has replaced the refresh token leaves the account linked', async () => {
  const text = await killDuringRefresh('ben.okafor', (kill) => {
    standIns.spotify!.control.accounts.outage('hang');
    setTimeout(kill, 1_000);
  });
  expect(text).toContain('Spotify account: Ben Okafor');
}, 90_000);
