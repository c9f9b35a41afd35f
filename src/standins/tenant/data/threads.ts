/** A conversation: who takes part, when it ended, and what each wrote. */
export type Thread = {
  readonly subject: string;
  readonly with: readonly string[];
  /** Hours between the last message and now. */
  readonly hoursAgo: number;
  readonly messages: readonly (readonly [from: string, text: string])[];
  /** Names of files of `attachments.ts` that the first message carries. */
  readonly files?: readonly string[];
  readonly importance?: 'high' | 'low';
  readonly category?: string;
  /** The folder in which recipients have put it, where it is not the inbox. */
  readonly folder?: 'Archive' | 'Harbor' | 'Deleted Items';
};
