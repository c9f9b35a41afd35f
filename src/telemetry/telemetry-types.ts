/** Values that a log line may carry: never objects, so that nothing large or secret slips in. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/** The log: one JSON line an event. */
export interface Log {
  debug(event: string, fields?: Fields): void;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

/** What ties a fact to the request that it came of, so that both are found under one operation. */
export type Origin = {
  readonly requestId?: string | undefined;
  /** W3C trace context of the caller, where it sent a well-formed one. */
  readonly traceparent?: string | undefined;
};

/** Figures for Application Insights; the default one does nothing. Durations are milliseconds. */
export interface Telemetry {
  request(fact: {
    /** Method and path of the route, such as `POST /mcp`. */
    name: string;
    url: string;
    status: number;
    ms: number;
    requestId: string;
    traceparent: string | undefined;
  }): void;
  dependency(
    fact: {
      target: 'Entra' | 'Graph' | 'Key Vault' | 'Tables';
      name: string;
      status: number;
      ok: boolean;
      ms: number;
    } & Origin,
  ): void;
  exception(fact: { error: unknown } & Origin): void;
  event(name: string, properties: Fields, origin?: Origin): void;
}

/** One entry of the audit trail, version 1. Never arguments, content or tokens. */
export type AuditEvent = {
  readonly v: 1;
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly phase: 'intent' | 'outcome' | 'refused';
  readonly caller: { tid: string; oid: string; roles: readonly string[] } | undefined;
  readonly client: { class: string; id: string; assertedName?: string | undefined } | undefined;
  readonly action: { tool: string; operation: string; kind: string };
  readonly target?: { type: string; recipientDomains?: readonly string[] | undefined } | undefined;
  readonly decision?: { effect: string; rule: string; policyHash: string } | undefined;
  readonly outcome?: 'success' | 'failure' | 'unknown' | undefined;
  readonly graphRequestIds?: readonly string[] | undefined;
  readonly trace?: string | undefined;
  readonly bytes?: number | undefined;
  readonly ms?: number | undefined;
};

/** What a caller of the audit knows; id, version and time are added. */
export type AuditFact = Omit<AuditEvent, 'v' | 'id' | 'time'>;

/** Writes an audit event to its own stream. It never throws. */
export type Audit = (fact: AuditFact) => void;
