import type { ToolCall } from './define.ts';

const known = new WeakMap<ToolCall, Map<string, Promise<unknown>>>();

/** Reads a value once per call, so that the call runs with the same value that its preview showed. */
export function oncePerCall<Value>(call: ToolCall, key: string, read: () => Promise<Value>): Promise<Value> {
  const values = known.get(call) ?? new Map<string, Promise<unknown>>();
  known.set(call, values);
  const value = values.get(key) ?? read();
  values.set(key, value);
  return value as Promise<Value>;
}
