export type Thread = {
  readonly subject: string;
  readonly with: readonly string[];
  /** Hours between the last message and now. */
  readonly hoursAgo: number;
  readonly messages: readonly (readonly [from: string, text: string])[];
  /** Attachments of the first message, by their name in `attachments.ts`. */
  readonly files?: readonly string[];
  readonly importance?: 'high' | 'low';
  readonly category?: string;
  /** The folder into which recipients have moved it; by default the inbox. */
  readonly folder?: 'Archive' | 'Harbor' | 'Deleted Items';
};
