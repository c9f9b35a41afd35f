import * as z from 'zod';

import { peopleOnSite } from '../../../tenant/site-people.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Call } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { siteOf } from './sites.ts';

const ODATA_TYPE = '@odata.type';

const hyperlink = z.object({ Url: z.string().min(1), Description: z.string().optional() });

/**
 * Converts the fields in a request to the fields that SharePoint stores. Like SharePoint, accepts only internal field
 * names, numbers for people and lookups, and lists of values with an `@odata.type`.
 */
export function acceptFields(
  call: Call,
  columns: readonly Entity[],
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const accepted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name.endsWith(ODATA_TYPE)) continue;
    if (
      Array.isArray(value) &&
      !/^Collection\(Edm\.(?:String|Int32)\)$/.test(String(given[name + ODATA_TYPE]))
    )
      throw badRequest(
        'A value without a type name was found and no expected type is available. When the model is specified, each value in the payload must have a type which can be either specified in the payload, explicitly by the caller or implicitly inferred from the parent value.',
      );
    const [field, stored] = acceptField(call, columns, name, value);
    accepted[field] = stored;
  }
  return accepted;
}

function acceptField(
  call: Call,
  columns: readonly Entity[],
  name: string,
  value: unknown,
): readonly [field: string, value: unknown] {
  const column = columns.find((one) => one.name === name);
  const reference = columns.find((one) => `${String(one.name)}LookupId` === name);
  if (column === undefined && reference !== undefined && isReference(reference))
    return acceptReference(call, columns, reference, value);
  if (column === undefined || isReference(column))
    throw badRequest(`Field '${name}' is not recognized`, 'invalidRequest');
  if (column.readOnly === true) throw badRequest(`Field '${name}' is read-only`, 'invalidRequest');
  if (value !== null && !hasType(column, value))
    throw badRequest(`Invalid value for field '${name}'`, 'invalidRequest');
  const { format } = (column.dateTime ?? {}) as { format?: string };
  return [name, format === 'dateOnly' && typeof value === 'string' ? dayAt(call, value) : value];
}

/**
 * Returns midnight, in the site's time zone, of the day that contains an instant. SharePoint stores dates in this form.
 */
function dayAt(call: Call, value: string): string {
  const { $zone = 'UTC' } = siteOf(call) as { readonly $zone?: string };
  const zone = call.tenant.zone($zone)!;
  const midnight = zone.instant(`${zone.wall(Date.parse(value)).slice(0, 10)}T00:00:00`);
  return new Date(midnight).toISOString().replace('.000Z', 'Z');
}

function isReference(column: Entity): boolean {
  return column.personOrGroup !== undefined || column.lookup !== undefined;
}

function hasType(column: Entity, value: unknown): boolean {
  if (column.number !== undefined || column.currency !== undefined) return typeof value === 'number';
  if (column.boolean !== undefined) return typeof value === 'boolean';
  if (column.dateTime !== undefined)
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value));
  if (column.hyperlinkOrPicture !== undefined) return hyperlink.safeParse(value).success;
  if (column.choice !== undefined)
    return (column.choice as { displayAs: string }).displayAs === 'checkBoxes'
      ? Array.isArray(value)
      : typeof value === 'string';
  return column.text !== undefined && typeof value === 'string';
}

/**
 * Sets a person or lookup column, such as `Employee`, from the field `EmployeeLookupId`. If the list also has a column
 * `EmployeeId`, SharePoint writes text to that column instead, and fails for any other value.
 */
function acceptReference(
  call: Call,
  columns: readonly Entity[],
  column: Entity,
  value: unknown,
): readonly [field: string, value: unknown] {
  const name = String(column.name);
  if (columns.some((one) => one.name === `${name}Id`)) {
    if (typeof value === 'string') return [`${name}Id`, value];
    throw new GraphError(500, 'generalException', 'General exception while processing');
  }
  const facet = (column.personOrGroup ?? column.lookup) as Record<string, unknown>;
  const isMultiple = facet.allowMultipleSelection === true || facet.allowMultipleValues === true;
  if (value === null) return [isMultiple ? name : `${name}LookupId`, null];
  const ids = (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String);
  const found = ids.map((id) => referenceTo(call, column, id));
  if (Array.isArray(value) !== isMultiple || found.some((one) => one === undefined))
    throw badRequest('The specified lookup value is invalid.', 'invalidRequest');
  return isMultiple ? [name, found] : [`${name}LookupId`, ids[0]];
}

type Reference = { readonly LookupId: number; readonly LookupValue: string; readonly Email?: string };

/** Finds the person or item that a number in a person or lookup column refers to. */
export function referenceTo(call: Call, column: Entity, id: string): Reference | undefined {
  const site = siteOf(call);
  if (column.personOrGroup !== undefined) {
    const found = peopleOnSite(call.tenant, site).find(({ number }) => String(number) === id);
    return found && { LookupId: found.number, LookupValue: found.user.displayName, Email: found.user.mail };
  }
  const { listId, columnName } = column.lookup as { listId?: string; columnName: string };
  const item = call.tenant.table(`/sites/${site.id}/lists/${listId}/items`).get(id);
  return item && { LookupId: Number(id), LookupValue: String((item.fields as Entity)[columnName]) };
}
