import { isRecord } from '../../../../base/is-record.ts';
import { cell } from '../../../output/untrusted.ts';
import { words } from '../../../output/words.ts';
import { namesOf } from './names-in.ts';

const MAX_NAMED = 5;
/** Maximum length of the address of a recording, in characters. */
const MAX_ADDRESS = 2_000;

/** Event properties whose values are names that readers recognise. */
const nameProperties = [
  'chatDisplayName',
  'channelDisplayName',
  'teamDisplayName',
  'teamsAppDisplayName',
  'callRecordingDisplayName',
  'channelDescription',
  'teamDescription',
];

/**
 * Describes an event that Teams reports in a channel or chat, such as `members added: Ben Okafor (by Chen Wei)`.
 * Graph often identifies people only by id; `names` maps known ids to names.
 */
export function eventWords(
  event: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): string {
  const type = typeof event['@odata.type'] === 'string' ? event['@odata.type'] : '';
  const kind = /^#microsoft\.graph\.(\w{1,80}?)(?:EventMessageDetail)?$/.exec(type)?.[1] ?? 'event';
  const title = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  const what = nameProperties.flatMap((name) => (typeof event[name] === 'string' ? [event[name]] : []));
  const people = peopleIn(event).map((one) => nameOf(one, names));
  const about = words(
    ...what,
    durationOf(event['callDuration']),
    addressOf(event['callRecordingUrl']),
    people.length > 0 && namesOf(people, MAX_NAMED),
  );
  const initiator = isRecord(event['initiator']) ? event['initiator'] : {};
  const by = nameOf(initiator['user'] ?? initiator['application'], names);
  return `${title}${about && `: ${about}`}${by && ` (by ${by})`}`;
}

/** Returns the members that were added or removed, or the participants of a call. */
function peopleIn(event: Readonly<Record<string, unknown>>): readonly unknown[] {
  const { members, callParticipants } = event;
  if (Array.isArray(members)) return members;
  if (!Array.isArray(callParticipants)) return [];
  return callParticipants.map((one) => {
    const participant = isRecord(one) && isRecord(one['participant']) ? one['participant'] : {};
    return participant['user'] ?? participant['application'];
  });
}

/** Formats an ISO 8601 duration such as `PT1H5M12S` as `1 h 5 min`. */
function durationOf(given: unknown): string {
  const [whole, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d{1,4})D)?T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:[\d.]{1,20}S)?$/.exec(String(given)) ?? [];
  if (whole === undefined) return '';
  const total = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  if (total === 0) return 'less than a minute';
  return total < 60 ? `${total} min` : `${Math.floor(total / 60)} h ${total % 60} min`;
}

/** Returns the link to a recording; an empty string if there is none. The file tools accept the link. */
function addressOf(given: unknown): string {
  return typeof given === 'string' && /^https:\/\//i.test(given) ? cell(given, MAX_ADDRESS) : '';
}

function nameOf(identity: unknown, names: ReadonlyMap<string, string>): string {
  if (!isRecord(identity)) return '';
  const { displayName, id } = identity;
  return (typeof displayName === 'string' && displayName) || names.get(String(id)) || '';
}
