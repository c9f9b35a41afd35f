import { harmlessOfficeCuts } from './office-cuts.ts';
import { harmlessSharePointCuts } from './sharepoint-cuts.ts';

/** Cuts that leave out nothing that a user would miss, with reasons. */
export const harmlessCuts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'calendar/create-event.ts': {
    'digest(JSON.stringify(parts)).slice(0, 40)': 'part of a hash',
  },
  'calendar/list-events.ts': {
    'top: 25': 'an example',
  },
  'calendar/shared/change/changed-times.ts': {
    'to.slice(0, 10)': 'part of a time',
  },
  'calendar/shared/free-slots.ts': {
    'clock.slice(0, 2)': 'part of a time',
    'clock.slice(3, 5)': 'part of a time',
  },
  'calendar/shared/join-block.ts': {
    'rest.slice(0, end)': 'keeps the part of a body that Teams made',
  },
  'calendar/shared/range.ts': {
    'utc(at).slice(0, -1)': 'part of a time',
  },
  'calendar/shared/recurrence/pattern-days.ts': {
    'date.slice(0, 4)': 'part of a date',
    'date.slice(5, 7)': 'part of a date',
    'date.slice(8, 10)': 'part of a date',
  },
  'calendar/shared/recurrence/written-recurrence.ts': {
    'weekdayNames.slice(0, 5)': 'the weekdays',
  },
  'calendar/shared/vtt-text.ts': {
    'voice.exec(line)?.[1]?.trim().slice(0, LONGEST_NAME)': "a speaker's name",
  },
  'core/get-next-page.ts': {
    'top: 4': 'an example',
  },
  'core/graph-get.ts': {
    "top: z.int().min(1).max(999).optional().describe('$top.')": 'an argument',
  },
  'core/shared/calendar-watch.ts': {
    'itemsOf(answer, dated).slice(0, 1)': 'the next occurrence of a series',
    'top: 1': 'the next occurrence of a series',
  },
  'files/create-folder.ts': {
    'names.slice(0, count)': 'the folders that were created; the others follow',
  },
  'files/list-files.ts': {
    'top: 25': 'an example',
  },
  'files/shared/names/binary-kind.ts': {
    'content.slice(0, 200)': 'the beginning of a file, to recognise its kind',
    "content.slice(0, 200).replaceAll(/\\s+/g, '').slice(0, 64)":
      'the beginning of a file, to recognise its kind',
  },
  'files/shared/copy.ts': {
    'chunks.length = 0': 'content that was already sent',
  },
  'files/shared/find-item.ts': {
    'names.slice(0, -1)': 'the folder of a path',
  },
  'files/shared/parts.ts': {
    'chunk.subarray(at, at + taken)': 'parts of an upload',
    'buffer.subarray(0, filled)': 'parts of an upload',
  },
  'files/shared/source.ts': {
    'chunk.subarray(0, 64)': 'the beginning of a file, to recognise its kind',
  },
  'files/shared/target.ts': {
    'names.slice(0, -1)': 'the folder of a path',
  },
  'files/shared/text-page.ts': {
    'Buffer.concat(chunks).subarray(0, HEAD_BYTES)': 'the beginning of a file, to recognise its kind',
  },
  'input/email-address.ts': {
    'text.slice(0, -1)': 'part of an address',
    'text.slice(0, open)': 'part of an address',
    'text.slice(open + 1, -1)': 'part of an address',
    'text.slice(0, Math.max(at, 0))': 'part of an address',
    'written.slice(at - 1, at + 2)': 'part of an address',
    'written.slice(start, at)': 'part of an address',
  },
  'input/find-group.ts': {
    "wordsOf(name.normalize('NFC')) .slice(0, MAX_WORDS)": 'fewer words find more groups',
  },
  'input/people/find-user.ts': {
    'top: 2': 'tells one from several',
  },
  'input/people/people-sources.ts': {
    'top: MAX_FOUND': 'find-by-name.ts states it',
    'top: number): GraphRequest {': 'a parameter',
    "wordsOf((beginningOf(name) ?? name).normalize('NFC')).slice(0, MAX_WORDS)":
      'fewer words find more people',
  },
  'input/pick-by-name.ts': {
    'name.slice(0, -1)': 'removes an ellipsis',
  },
  'input/written-time.ts': {
    'distant.slice(0, 10)': 'part of a time',
    'clock.slice(0, 2)': 'part of a time',
    'words.slice(from, to)': 'part of a written time',
  },
  'mail/list-messages.ts': {
    'top: 25': 'an example',
  },
  'mail/shared/drafts/answer-draft.ts': {
    'document.slice(0, at)': 'the text before an insertion',
  },
  'mail/shared/drafts/change-draft.ts': {
    'content.slice(0, bodyStart(content))': 'the text before an insertion',
  },
  'mail/shared/folder.ts': {
    'top: FolderLevel': 'a parameter',
  },
  'output/sanitise-json.ts': {
    'given.slice(0, LONGEST_NAME)': 'longer than any name in OneDrive or the directory',
  },
  'output/untrusted.ts': {
    'run.slice(0, MAX_GAP)': 'white space',
    'given.slice(0, longest * 4)': 'is cut again, with an ellipsis',
  },
  'output/table.ts': {
    'top: number': 'a type',
  },
  'paging/rest-of-page.ts': {
    'rows.slice(0, end)': 'rows that are shown, to mark the place after them',
    'rows.slice(-MARKED_ROWS)': 'rows that are shown, to mark the place after them',
    'digest(id).slice(0, MARK_LENGTH)': 'a part of a hash',
  },
  'files/shared/text/append-text.ts': {
    'bytes.subarray(0, HEAD_BYTES)': 'the beginning of a file, to recognise its encoding',
  },
  'mail/shared/newest-message.ts': {
    'top: 1': 'the newest message',
  },
  'search/search-m365.ts': {
    "top: z.int().min(1).max(MOST_ROWS).default(25).describe('Rows.')": 'an argument',
  },
  'search/shared/found-files.ts': {
    'top: number': 'the type of an argument',
  },
  'search/shared/search-hit.ts': {
    "placeOf(link).split('/').slice(0, -1)": 'the folder of a path',
  },
  'users/get-user-photo.ts': {
    'content.subarray(0, 8)': 'the beginning of a picture, to recognise its kind',
  },
  'teams/list-channel-messages.ts': {
    'top: pageSize()': 'an argument',
    'top: size = DEFAULT_TOP': 'a parameter',
  },
  'teams/list-chat-messages.ts': {
    'top: pageSize()': 'an argument',
  },
  'teams/list-chats.ts': {
    'top: pageSize()': 'an argument',
  },
  'teams/shared/send/mentions.ts': {
    'text.slice(start, start + 340)': 'longer than any name or address',
    'text.slice(end, found.index)': 'the text between mentions',
    'text.slice(found.index, after)': 'the text of a mention',
    'folded.slice(0, 1)': 'the first character of a name',
    'rest.slice(0, length)': 'the name as it is written',
  },
  'core/shared/effects/given-access.ts': {
    'words.slice(-2)': 'The last words of a path, to find out what a change does. Nothing is shown.',
  },
  'core/shared/effects/write-effects.ts': {
    'words.slice(-2)': 'The last words of a path, to find out what a change does. Nothing is shown.',
  },
  'core/graph-write.ts': {
    "path.slice(0, path.lastIndexOf('/'))": 'the path of the item that has the action',
  },
  'core/shared/content-path.ts': {
    "path.slice(0, path.lastIndexOf('/'))": 'the path of the item',
  },
  'core/shared/long-running.ts': {
    'IN_BACKGROUND.slice(0, -1)': 'a sentence without its full stop',
  },
  'directory/list-applications.ts': {
    'next.slice(0, 10)': 'the day of a time',
    'ends.at(-1)?.slice(0, 10)': 'the day of a time',
  },
  'legacy/m365-mcp-server.ts': {
    'top: rows': 'the number of rows that was asked for; our list states the rest',
    'top: 75': 'the largest page; our list states the rest',
    'top: rowsUpTo(50': 'the largest page; our list states the rest',
  },
  'legacy/spotify-mcp.ts': {
    'top: rowsUpTo(10': 'the largest page; our list states the rest',
    'top: rowsUpTo(50': 'the largest page; our list states the rest',
    'top: limit': 'the number of rows that was asked for; our list states the rest',
  },
  'legacy/msgraph-mcp-shapes.ts': {
    'top: rowsUpTo(75': 'the largest page; our list states the rest',
  },
  'legacy/msgraph-mcp.ts': {
    '$top: rows': 'the number of rows that was asked for; graph_get states the rest',
    'top: rowsUpTo(50': 'the largest page; our list states the rest',
    'top: rows': 'the number of rows that was asked for; our list states the rest',
  },
  'paging/all-items.ts': {
    'requests.slice(from, from + AT_A_TIME)': 'all of them, a few at a time',
  },
  'paging/in-batches.ts': {
    'requests.slice(from, from + BATCH)': 'all of them, in batches',
  },
  'phrases/tool-phrases.ts': {
    'line.slice(0, at)': 'the name of a tool',
  },
  'suggestions/suggestions.ts': {
    'top: LARGEST_PAGE': 'suggestions while the user types; more letters find others',
    'top: MOST': 'suggestions while the user types; completion/complete says that there are more',
  },
  ...harmlessOfficeCuts,
  ...harmlessSharePointCuts,
};
