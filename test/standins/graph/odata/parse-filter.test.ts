import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../src/standins/graph/odata/parse-filter.ts';
import { ClauseError } from '../../../../src/standins/graph/odata/filter-tokens.ts';

const entity = {
  subject: 'Harbor: scope',
  isRead: false,
  size: 120,
  receivedDateTime: '2026-11-20T08:00:00Z',
  from: { emailAddress: { name: 'Ana Silva', address: 'ana.silva@contoso.example' } },
  toRecipients: [
    { emailAddress: { address: 'ben@contoso.example' } },
    { emailAddress: { address: 'dana@contoso.example' } },
  ],
  categories: ['Harbor', 'Customers'],
  groupTypes: [],
  deletedDateTime: null,
  id: '00000000-0000-4000-8000-000000000001',
};

describe('a filter', () => {
  it.each([
    ["subject eq 'harbor: SCOPE'", true],
    ["subject ne 'x'", true],
    ['isRead eq false', true],
    ['isRead eq true', false],
    ['size gt 100 and size le 120', true],
    ['size lt 100 or size ge 120', true],
    ["size lt 100 or size ge 200 and subject eq 'x'", false],
    ['(size lt 100 or size ge 100) and isRead eq false', true],
    ['receivedDateTime ge 2026-11-20', true],
    ['receivedDateTime lt 2026-11-20T08:00:00+01:00', false],
    ['receivedDateTime gt 2026-11-20T07:59:59.999Z', true],
    ["from/emailAddress/address eq 'Ana.Silva@contoso.example'", true],
    ["startswith(subject, 'harb')", true],
    ["endswith(subject,'SCOPE')", true],
    ["contains(subject, 'bor: s')", true],
    ["not contains(subject, 'x')", true],
    ["not(subject eq 'Harbor: scope')", false],
    ["tolower(subject) eq 'harbor: scope'", true],
    ['size in (1, 120)', true],
    ["subject in ('a', 'b')", false],
    ["categories/any(c:c eq 'customers')", true],
    ["categories/all(c:startswith(c,'H'))", false],
    ["toRecipients/any(r:r/emailAddress/address eq 'dana@contoso.example')", true],
    ["toRecipients/any(r:r/emailAddress/address eq 'x') or isRead eq false", true],
    ['groupTypes/any()', false],
    ['categories/$count eq 2', true],
    ['deletedDateTime eq null', true],
    ['missing eq null', true],
    ['missing gt 1', false],
    ['id eq 00000000-0000-4000-8000-000000000001', true],
    ["subject eq 'it''s'", false],
  ])('%s evaluates to %s', (text, expected) => {
    expect(parseFilter(text).test(entity)).toBe(expected);
  });

  it.each([
    ["subject eq 'open", 11],
    ['subject eq', 10],
    ['subject eq 1 and', 16],
    ['(size gt 1', 10],
    ['nonsense(subject)', 0],
    ['size gt 1 size', 10],
    [`${'('.repeat(60)}size gt 1${')'.repeat(60)}`, 40],
  ])('%s is refused with an error at position %i', (text, at) => {
    expect(() => parseFilter(text)).toThrowError(ClauseError);
    try {
      parseFilter(text);
    } catch (error) {
      expect((error as ClauseError).at).toBe(at);
    }
  });

  it.each([
    ["receivedDateTime ge '2026-11-20T08:00:00Z'", "'Edm.String' for operator kind 'GreaterThanOrEqual'"],
    ["isRead eq true and receivedDateTime lt '2026-11-20'", "'Edm.String' for operator kind 'LessThan'"],
    ['receivedDateTime ge 2026-11-20T08:00:00', "The DateTimeOffset text '2026-11-20T08:00:00' should be"],
  ])('%s is refused, because a time must have a time zone and must not be in quotes', (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  it('can compare the start of an event with text', () => {
    const event = { start: { dateTime: '2026-11-20T08:00:00.0000000', timeZone: 'UTC' } };
    expect(parseFilter("start/dateTime ge '2026-11-20T07:00'").test(event)).toBe(true);
  });

  it('lists its operators, and its properties in order of appearance', () => {
    const filter = parseFilter(
      "receivedDateTime ge 2026-01-01 and not endswith(from/emailAddress/address,'x')",
    );
    expect(filter.properties).toEqual(['receivedDateTime', 'from/emailAddress/address']);
    expect([...filter.operators]).toEqual(expect.arrayContaining(['ge', 'and', 'not', 'endswith']));
  });
});
