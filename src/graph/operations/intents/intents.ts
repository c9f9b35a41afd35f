import { deviceIntents } from './device-intents.ts';
import { identityIntents } from './identity-intents.ts';
import { governanceIntents } from './governance-intents.ts';
import { securityIntents } from './security-intents.ts';
import { workIntents } from './work-intents.ts';
import { adminIntents } from './admin-intents.ts';

/** Phrases that people use to ask for an operation. */
export type OperationIntents = {
  readonly method: string;
  readonly path: string;
  readonly phrases: readonly string[];
};

/** Returns the phrases for commonly needed operations. */
export function intents(): readonly OperationIntents[] {
  return [deviceIntents, identityIntents, governanceIntents, securityIntents, workIntents, adminIntents]
    .flatMap((text) => text.trim().split('\n'))
    .map((line) => {
      const at = line.indexOf(': ');
      const [method = '', path = ''] = line.slice(0, at).split(' ');
      return { method, path, phrases: line.slice(at + 2).split(', ') };
    });
}
