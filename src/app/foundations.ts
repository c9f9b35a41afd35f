import { randomUUID } from 'node:crypto';

import type { Config } from '../config/config.ts';
import { version } from '../config/version.ts';
import { createEntra } from '../entra/entra.ts';
import { openIdentity } from '../secrets/identity/identity.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { openVault } from '../secrets/open-vault.ts';
import { createSealer } from '../secrets/sealer.ts';
import { createWrappingKey } from '../secrets/wrapping-key.ts';
import { createAuthenticatedStore } from '../state/authenticated-store.ts';
import { createBlockSnapshot } from '../state/block-snapshot.ts';
import { createBlockStore } from '../state/block-store.ts';
import { createMemoryStore } from '../state/memory.ts';
import type { Store } from '../state/store.ts';
import { createTableStore } from '../state/tables.ts';
import { createTelemetry, type StartableTelemetry } from '../telemetry/application-insights.ts';
import { createAudit } from '../telemetry/audit.ts';
import { createLog } from '../telemetry/log.ts';
import { silentTelemetry } from '../telemetry/silent.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import type { Environment } from './environment.ts';

export type Foundations = ReturnType<typeof createFoundations>;

type Identity = ReturnType<typeof openIdentity>;

/** Creates the services that the handlers share: log, audit, telemetry, secrets, state and Entra. */
export function createFoundations(config: Config, { write, now }: Environment) {
  const log = createLog({ write, level: config.logLevel, now });
  const audit = createAudit({ write, now, newGuid: randomUUID });
  const identity = openIdentity(config);
  const telemetry = openTelemetry(config, { identity, log, now });
  const vault = openVault({ config, identity, telemetry });
  const ring = createKeyRing({ vault, name: 'seal-root', now, log });
  const sealer = createSealer({ ring, issuer: config.publicUrl, now });
  const plainStore = createBlockStore(openStore(config, { identity, telemetry, now }), sealer, log);
  const store = createAuthenticatedStore(plainStore, sealer, log);
  const blocks = createBlockSnapshot({ store: plainStore, now, log });
  const entra = createEntra({ config, vault, identity, now, log, telemetry });
  const wrappingKey = createWrappingKey({
    access: { url: config.keyVaultUrl ?? '', identity, loopback: config.loopbackUpstreams },
    name: 'link-key',
    telemetry,
  });
  return { log, audit, telemetry, vault, wrappingKey, ring, sealer, plainStore, store, blocks, entra };
}

function openTelemetry(
  { telemetryConnectionString, managedIdentityClientId }: Config,
  { identity, log, now }: { identity: Identity; log: Log; now: () => number },
): StartableTelemetry {
  if (telemetryConnectionString === undefined) {
    return { ...silentTelemetry, start: () => Promise.resolve(), close: () => Promise.resolve() };
  }
  return createTelemetry({
    connectionString: telemetryConnectionString,
    identity: managedIdentityClientId === undefined ? undefined : identity,
    log,
    now,
    version,
  });
}

function openStore(
  { stateTablesUrl, loopbackUpstreams }: Config,
  { identity, telemetry, now }: { identity: Identity; telemetry: Telemetry; now: () => number },
): Store {
  if (stateTablesUrl === undefined) return createMemoryStore({ now });
  return createTableStore({ url: stateTablesUrl, loopback: loopbackUpstreams, identity, telemetry });
}
