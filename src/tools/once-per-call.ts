import { oncePerObject } from '../base/cache/once-per-object.ts';
import type { ToolCall } from './define.ts';

const valuesOf = oncePerObject((_call: ToolCall) => new Map<string, Promise<unknown>>());

/** Reads a value once per call, so that the call runs with the same value that its preview showed. */
export function oncePerCall<Value>(call: ToolCall, key: string, read: () => Promise<Value>): Promise<Value> {
  const values = valuesOf(call);
  const value = values.get(key) ?? read();
  values.set(key, value);
  return value as Promise<Value>;
}
