import type { Method } from './index-file.ts';

/** One operation of Microsoft Graph. */
export type GraphOperation = {
  readonly method: Method;
  /** A template such as `/users/{user-id}/messages`. */
  readonly path: string;
  readonly query: readonly string[];
  readonly headers: readonly string[];
  /** The required query and header parameters. */
  readonly needed: readonly string[];
  /**
   * The types of the body and the response: `message`, `message[]`, `text`, `binary`, or empty if there is no body or
   * response.
   */
  readonly body: string;
  readonly answer: string;
  /** True if Microsoft documents the operation; false if it is only generated from the data model. */
  readonly documented: boolean;
  readonly deprecated: boolean;
  /** True if the operation also exists below `/me`. */
  readonly alsoMe: boolean;
};
