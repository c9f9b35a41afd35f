import { describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';
import { linkAccount, linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { freePort } from '../../kit/free-port.ts';
import { startServer } from '../../kit/server.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, toolCall } from '../../kit/start-portico.ts';

type Control = NonNullable<StandIns['spotify']>['control'];

/** Links an account, kills the host in the middle of a refresh, and returns the answer to the next call. */
async function killDuringRefresh(arm: (control: Control, kill: () => void) => void): Promise<string> {
  const [standIns, tables] = await Promise.all([startStandIns({ spotify: true }), startTableService()]);
  try {
    return await killWith(standIns, tables, arm);
  } finally {
    await Promise.all([standIns.close(), tables.close()]);
  }
}

async function killWith(
  standIns: StandIns,
  tables: TableService,
  arm: (control: Control, kill: () => void) => void,
): Promise<string> {
  const { control } = standIns.spotify!;
  const port = await freePort();
  const settings = { ...standIns.settings, STATE_TABLES_URL: tables.url, LOG_LEVEL: 'error' };
  const first = await startServer({ port, settings });
  const { accessToken: token } = await signIn({ origin: first.origin, person: 'ben.okafor' });
  const profile = async () =>
    resultOf(await postMcp(first, toolCall('get_spotify_profile'), { token, query: WITH_SPOTIFY }));
  await linkAccount(linkIn((await profile()).text), { person: 'ben.okafor', account: 'ben.okafor' });
  expect((await profile()).isError).toBe(false);
  control.expireAccessTokens();
  arm(control, () => process.kill(first.pid, 'SIGKILL'));
  await expect(profile()).rejects.toThrow();
  control.beforeTokenResponse = undefined;
  control.accounts.outage('none');
  await first.stop();
  const second = await startServer({ port, settings });
  try {
    // Waits until the killed host's lease expires, after at most 20 s.
    return (await profile()).text;
  } finally {
    await second.stop();
  }
}

// The tests mostly wait for leases to expire, so they run concurrently, each with its own stand-ins.
describe.concurrent('killing the host', () => {
  it('after the service has replaced the refresh token requires the user to link the account again', async () => {
    const text = await killDuringRefresh((control, kill) => {
      control.beforeTokenResponse = async () => kill();
    });
    expect(text).toContain('Spotify has ended the link to your account');
    expect(linkIn(text)).not.toBe('');
  }, 90_000);

  it('before the service has replaced the refresh token leaves the account linked', async () => {
    const text = await killDuringRefresh((control, kill) => {
      control.accounts.outage('hang');
      setTimeout(kill, 1_000);
    });
    expect(text).toContain('Spotify account: Ben Okafor');
  }, 90_000);
});
