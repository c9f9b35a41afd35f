import type { WriteLine } from '../telemetry/telemetry-types.ts';
import type { Network } from '../oauth/clients/metadata-document/download-document.ts';

/** The services that the host process provides. Tests replace the clock, the random source and the network. */
export type Environment = {
  /** Receives each line of the log and the audit trail. */
  readonly write: WriteLine;
  /** Resolves once all lines passed to `write` are written. Responses are sent only after that. */
  readonly written: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** The network from which client metadata documents are downloaded; by default, the internet. */
  readonly network?: Partial<Network>;
  /** The worker script that extracts text from documents. Without this script, only plain text can be read. */
  readonly textThread?: URL | undefined;
};
