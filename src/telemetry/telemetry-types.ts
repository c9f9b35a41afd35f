/** Fields cannot be objects, so that a log line does not contain large or secret values by accident. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Writes one line of the log or the audit trail, including its newline. A line that `mayWait` is written together with
 * other lines, but before the response to its request is sent.
 */
export type WriteLine = (line: string, options?: { readonly mayWait: boolean }) => void;

export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

/** The request that caused an item. The item belongs to the same operation as the request. */
export type Origin = {
  readonly requestId?: string | undefined;
  /** The caller's W3C trace context, if well-formed. */
  readonly traceparent?: string | undefined;
};

/** Data sent to Application Insights. Durations are in milliseconds. */
export interface Telemetry {
  request(item: {
    /** Method and path of the route, such as `POST /mcp`. */
    name: string;
    url: string;
    status: number;
    ms: number;
    requestId: string;
    traceparent: string | undefined;
  }): void;
  dependency(
    item: {
      target: 'Entra' | 'Graph' | 'Key Vault' | 'Tables' | 'Linked account';
      name: string;
      status: number;
      ok: boolean;
      ms: number;
    } & Origin,
  ): void;
  exception(item: { error: unknown } & Origin): void;
  event(name: string, properties: Fields, origin?: Origin): void;
}

/** One event in the audit trail, version 1. Never contains arguments, content or tokens. */
export type AuditEvent = {
  readonly v: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly phase: 'intent' | 'outcome' | 'refused';
  readonly caller: { tid: string; oid: string; roles: readonly string[] } | undefined;
  readonly client: { class: string; id: string; assertedName?: string | undefined } | undefined;
  /** If a call performs several operations, `operation` lists them, separated by commas. */
  readonly action: { tool: string; operation: string; kind: string };
  /**
   * `idHash` is a hash that identifies another user's mailbox or drive, or a group. If a call has several such targets,
   * `idHashes` lists the hashes of all of them, and `type` and `idHash` describe the first target.
   */
  readonly target?:
    | {
        type: string;
        idHash?: string | undefined;
        idHashes?: readonly string[] | undefined;
        recipientDomains?: readonly string[] | undefined;
      }
    | undefined;
  readonly decision?: { effect: string; rule: string; policyHash: string } | undefined;
  readonly outcome?: 'success' | 'failure' | 'unknown' | undefined;
  /**
   * Set for a refresh: which token of the family was used, the age of the newest token, and whether the request came
   * from the address that made the last rotation.
   */
  readonly refresh?: { use: string; ageSeconds: number; address: 'same' | 'other' } | undefined;
  readonly graphRequestIds?: readonly string[] | undefined;
  readonly trace?: string | undefined;
  readonly bytes?: number | undefined;
  readonly ms?: number | undefined;
};

export type AuditFact = Omit<AuditEvent, 'v' | 'id' | 'time'>;

/** Adds the version, id and time to an event and writes it. Never throws. */
export type Audit = (fact: AuditFact) => void;
