import type { Network } from '../oauth/clients/metadata-document/download-document.ts';

/** What the process gives to the application. Tests replace the clock, randomness and the network. */
export type Environment = {
  /** Takes each line of the log and of the audit trail. */
  readonly write: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** How client metadata documents are downloaded; from the internet by default. */
  readonly network?: Partial<Network>;
  /** The worker script that reads documents. Without it, plain text is the only readable format. */
  readonly textThread?: URL | undefined;
};
