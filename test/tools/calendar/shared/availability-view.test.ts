import { expect, it } from 'vitest';

import { busyTimes, schedulesOf } from '../../../../src/tools/calendar/shared/availability.ts';

const zone = { windows: 'GMT Standard Time', iana: 'Europe/London', shown: 'GMT Standard Time' };
const at = (dateTime: string) => ({ dateTime, timeZone: zone.windows });
const range = { start: at('2026-11-24T09:00:00'), end: at('2026-11-24T13:00:00') };

const scheduleOf = async (schedule: object) => {
  const graph = async () => ({ body: { value: [{ scheduleId: 'team@contoso.example', ...schedule }] } });
  const [found] = await schedulesOf(['team@contoso.example'], range, { call: { graph } as never, zone });
  return busyTimes(found!).map(({ status, start, end }) => [status, start.dateTime, end.dateTime]);
};

it("a group's busy times come from its availability view, because a group has no items", async () => {
  for (const scheduleItems of [undefined, null, []])
    // oxlint-disable-next-line no-await-in-loop
    expect(await scheduleOf({ availabilityView: '02200134', scheduleItems })).toEqual([
      ['busy', '2026-11-24T09:30:00', '2026-11-24T10:30:00'],
      ['tentative', '2026-11-24T11:30:00', '2026-11-24T12:00:00'],
      ['oof', '2026-11-24T12:00:00', '2026-11-24T12:30:00'],
    ]);
});

it("a person's busy times come from the exact items rather than from the availability view", async () => {
  const item = { status: 'busy', start: at('2026-11-24T09:40:00'), end: at('2026-11-24T09:50:00') };
  expect(await scheduleOf({ availabilityView: '02000000', scheduleItems: [item] })).toEqual([
    ['busy', '2026-11-24T09:40:00', '2026-11-24T09:50:00'],
  ]);
});
