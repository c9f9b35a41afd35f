import { textOf } from '../../../tenant/markup.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call } from '../../graph-call.ts';

/** Converts the body to plain text if the Prefer header requests it. */
export function bodyAs(call: Call, row: Entity): Record<string, unknown> {
  const body = row.body as { contentType: string; content: string } | undefined;
  if (!body || !call.prefer.textBody || body.contentType !== 'html') return {};
  const text = { contentType: 'text', content: textOf(body.content) };
  return { body: text };
}
