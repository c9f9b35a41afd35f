import { afterAll, beforeAll, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { appCertificate } from '../kit/certificates/app-certificate.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { startServer, type RunningServer } from '../kit/server.ts';

let standIns: StandIns;
let server: RunningServer;
beforeAll(async () => {
  standIns = await startStandIns();
  const { pem, registration } = appCertificate();
  standIns.keyVault.put('entra-client-certificate', pem);
  standIns.entra.control.registerCertificate(registration);
  server = await startServer({ settings: { ...standIns.settings, ENTRA_CREDENTIAL: 'certificate' } });
});
afterAll(async () => {
  await server.stop();
  await standIns.close();
});

it('the built Node host can sign users in with a certificate', async () => {
  const session = await signIn({ origin: server.origin, person: 'ana.silva' });
  await expect(session.refresh()).resolves.toBeDefined();
});
