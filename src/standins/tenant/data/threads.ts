export type Thread = {
  readonly subject: string;
  readonly with: readonly string[];
  /** Hours between the last message and now. */
  readonly hoursAgo: number;
  readonly messages: readonly (readonly [from: string, text: string])[];
  /** Names of the first message's attachments in `attachments.ts`. */
  readonly files?: readonly string[];
  readonly importance?: 'high' | 'low';
  readonly category?: string;
  /** The folder that the recipients have moved the messages to; the inbox by default. */
  readonly folder?: 'Archive' | 'Harbor' | 'Deleted Items';
};
