import type { Body } from '../../mailbox.ts';
import { htmlOf } from '../../markup.ts';
import type { Tenant } from '../../tenant.ts';
import type { Zone } from '../../zones.ts';
import { usersOf } from '../../directory.ts';
import { dateOfMoment, instantOfMoment } from '../schema/moment.ts';
import type { Names } from '../names.ts';
import type { Path, Problems } from '../file-problems.ts';
import type { TenantFile } from '../schema/tenant-file.ts';

/** The state that all loaders of a tenant file share. */
export type Loading = {
  readonly file: TenantFile;
  readonly tenant: Tenant;
  readonly names: Names;
  readonly problems: Problems;
};

/** Returns the person's time zone, or the company's time zone if the person has none of their own. */
export function zoneFor({ tenant, file }: Loading, oid: string | undefined): Zone {
  const own = oid === undefined ? undefined : usersOf(tenant).get(oid)?.$settings.timeZone;
  return tenant.zone(own ?? file.company.timeZone) ?? tenant.zone('UTC')!;
}

/**
 * Converts a date or time to milliseconds since 1970. Uses the person's time zone, or the company's time zone if no
 * person is given.
 */
export function instantIn(loading: Loading, text: string, oid?: string): number {
  return instantOfMoment(text, loading.tenant.now().getTime(), zoneFor(loading, oid));
}

/**
 * Returns the date (`YYYY-MM-DD`) of a date or time. Uses the person's time zone, or the company's time zone if no
 * person is given.
 */
export function dateIn(loading: Loading, text: string, oid?: string): string {
  return dateOfMoment(text, loading.tenant.now().getTime(), zoneFor(loading, oid));
}

/** Returns midnight (UTC) at the start of a day. */
export function midnightOf(loading: Loading, text: string): Date {
  return new Date(`${dateIn(loading, text)}T00:00:00Z`);
}

type Text = { readonly text?: string | undefined; readonly html?: string | undefined };

/** Returns the body of a message, event or page. Reports a problem if the file gives both text and HTML. */
export function bodyOf({ problems }: Loading, { text, html }: Text, path: Path): Body {
  if (text !== undefined && html !== undefined)
    problems.add(path, () => 'must have either text or html, not both.');
  return html === undefined
    ? { contentType: 'text', content: text ?? '' }
    : { contentType: 'html', content: html };
}

/** Returns a body as HTML, for services that store only HTML. */
export function htmlIn(loading: Loading, content: Text, path: Path): string {
  const body = bodyOf(loading, content, path);
  return body.contentType === 'html' ? body.content : htmlOf(body.content);
}

/** Returns a file's bytes. Reports a problem if the tenant file gives both text and base64. */
export function bytesOf(
  { problems }: Loading,
  { text, base64 }: { readonly text?: string | undefined; readonly base64?: string | undefined },
  path: Path,
): Buffer {
  if (text !== undefined && base64 !== undefined)
    problems.add(path, () => 'must have either text or base64, not both.');
  return base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64');
}
