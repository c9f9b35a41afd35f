import { decodeProtectedHeader } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';

import { appCertificate } from '../../kit/certificates/app-certificate.ts';
import { signIn, type SignedIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

const minute = 60_000;

let world: World;
let later = 0;
afterEach(async () => {
  await world.close();
  later = 0;
});

const open = async (settings: Record<string, string> = {}): Promise<World> =>
  (world = await startPortico(settings, () => Date.now() + later));
const signInAs = (person: string) => signIn({ origin: world.origin, person });
/** Key Vault stores times in whole seconds, so a newer version is created a full minute later. */
const putLater = (name: string, value: string) =>
  world.standIns.keyVault.put(name, value, { createdAt: Date.now() + minute });
/** Calls a tool; returns the status, or the error text if the tool fails. */
const outcome = async ({ accessToken: token }: Pick<SignedIn, 'accessToken'>) => {
  const response = await postMcp(world, toolCall('get_me'), { token });
  if (response.status !== 200) return response.status;
  const { isError, text } = await resultOf(response);
  return isError ? text : 200;
};
const kidOf = (token: string) => decodeProtectedHeader(token).kid;
const problems = () => world.lines.filter((line) => /entra_refuses_this_app/.test(line));

describe('key rotation without a restart', () => {
  it('uses a new client secret as soon as Entra refuses the old secret, with no failed calls', async () => {
    const { standIns } = await open({ ENTRA_CREDENTIAL: 'secret' });
    const session = await signInAs('ana.silva');
    putLater('entra-client-secret', standIns.entra.control.rotateSecret());
    later = minute;
    expect(await outcome(session)).toBe(200);
    await expect(session.refresh()).resolves.toBeDefined();
    expect(await outcome(await signInAs('ben.okafor'))).toBe(200);
    expect(problems()).toEqual([]);
  });

  it('uses a new certificate as soon as Entra refuses the old certificate, with no failed calls', async () => {
    const [old, fresh] = [appCertificate(), appCertificate()];
    const { standIns } = await open({ ENTRA_CREDENTIAL: 'certificate' });
    standIns.keyVault.put('entra-client-certificate', old.pem);
    standIns.entra.control.registerCertificate(old.registration);
    const session = await signInAs('ana.silva');
    putLater('entra-client-certificate', fresh.pem);
    standIns.entra.control.registerCertificate(fresh.registration);
    standIns.entra.control.removeCertificate(old.registration);
    later = minute;
    expect(await outcome(session)).toBe(200);
    await expect(session.refresh()).resolves.toBeDefined();
    expect(problems()).toEqual([]);
  });

  it('replaces a certificate within ten minutes even if Entra still accepts the old certificate', async () => {
    const [old, fresh] = [appCertificate(), appCertificate()];
    const { standIns } = await open({ ENTRA_CREDENTIAL: 'certificate' });
    standIns.keyVault.put('entra-client-certificate', old.pem);
    for (const { registration } of [old, fresh]) standIns.entra.control.registerCertificate(registration);
    const session = await signInAs('ana.silva');
    putLater('entra-client-certificate', fresh.pem);
    later = 11 * minute;
    await session.refresh();
    standIns.entra.control.removeCertificate(old.registration);
    await expect(session.refresh()).resolves.toBeDefined();
    expect(problems()).toEqual([]);
  });

  it('seals new tokens with a new seal root and still opens old tokens', async () => {
    await open();
    const before = await signInAs('ana.silva');
    putLater('seal-root', Buffer.alloc(64, 7).toString('base64'));
    later = 12 * minute;
    await signInAs('ben.okafor');
    const after = await signInAs('ben.okafor');
    expect(kidOf(after.accessToken)).not.toBe(kidOf(before.accessToken));
    expect(await Promise.all([before, after].map(outcome))).toEqual([200, 200]);
    const renewed = await before.refresh();
    expect(kidOf(renewed.refreshToken)).toBe(kidOf(after.refreshToken));
  });

  it('invalidates only the tokens sealed under a disabled seal root', async () => {
    const { standIns } = await open();
    const first = standIns.keyVault.put('seal-root', Buffer.alloc(64, 5).toString('base64'), {
      createdAt: Date.now() - 20 * minute,
    });
    const stolen = await signInAs('ana.silva');
    putLater('seal-root', Buffer.alloc(64, 7).toString('base64'));
    standIns.keyVault.disable('seal-root', first);
    later = 16 * minute;
    const honest = await signInAs('ben.okafor');
    expect(await Promise.all([stolen, honest].map(outcome))).toEqual([401, 200]);
    await expect(stolen.refresh()).rejects.toThrow();
    await expect(honest.refresh()).resolves.toBeDefined();
  });
});
