import { isRecord } from '../../../../base/is-record.ts';
import { namesOf } from './names-in.ts';

const MAX_NAMED = 5;

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
  const words = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  const what = nameProperties.flatMap((name) => (typeof event[name] === 'string' ? [event[name]] : []));
  const people = Array.isArray(event['members']) ? event['members'].map((one) => nameOf(one, names)) : [];
  const about = [...what, ...(people.length > 0 ? [namesOf(people, MAX_NAMED)] : [])].join(', ');
  const initiator = isRecord(event['initiator']) ? event['initiator'] : {};
  const by = nameOf(initiator['user'] ?? initiator['application'], names);
  return `${words}${about && `: ${about}`}${by && ` (by ${by})`}`;
}

function nameOf(identity: unknown, names: ReadonlyMap<string, string>): string {
  if (!isRecord(identity)) return '';
  const { displayName, id } = identity;
  return (typeof displayName === 'string' && displayName) || names.get(String(id)) || '';
}
