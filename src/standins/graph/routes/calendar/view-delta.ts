import { type Event, eventsOf, instantOf, viewOf } from '../../../tenant/calendar.ts';
import type { Call, Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { delta } from '../../odata/delta.ts';
import { calendarOf, eventType, rangeOf } from './event-type.ts';

/** The properties that Graph reports for an occurrence that does not differ from the series. */
const ofOccurrences = ['id', 'seriesMasterId', 'type', 'start', 'end'];
const unsupported = ['$select', '$expand', '$filter', '$orderby', '$search'];

/**
 * Returns the changes to events in a time window. For a changed series, returns the series master with the date of the
 * first occurrence, and the occurrences in the window with little more than their times. Deleted occurrences are not
 * reported.
 */
export function viewDelta(call: Call): Reply {
  const refused = unsupported.filter((name) => call.query.has(name));
  if (refused.length > 0)
    throw badRequest(
      `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.join(', ')}'.`,
      'ErrorInvalidUrlQuery',
    );
  const [from, to] = rangeOf(call);
  const owner = call.param('user');
  const calendar = calendarOf(call);
  const view = viewOf(call.tenant, owner, from, to);
  const visibleIds = new Set(view.map((event) => event.seriesMasterId ?? event.id));
  const isVisible = (event: Event) => visibleIds.has(event.seriesMasterId ?? event.id);
  const wasVisible = ({ start, end, recurrence }: Event) =>
    recurrence !== null || (instantOf(start) < to && instantOf(end) > from);
  const stored = eventsOf(call.tenant, owner);
  return delta(call, eventType, stored, {
    keep: (event) =>
      event.$calendar === calendar &&
      (isVisible(event) || (stored.get(event.id) === undefined && wasVisible(event))),
    expand: (changed) =>
      changed.flatMap((event) => [
        event,
        ...view.filter(({ type, seriesMasterId }) => type === 'occurrence' && seriesMasterId === event.id),
      ]),
    formatRow: (event, shaped) =>
      event.type === 'occurrence'
        ? Object.fromEntries(
            Object.entries(shaped).filter(([name]) => name.startsWith('@') || ofOccurrences.includes(name)),
          )
        : shaped,
  });
}
