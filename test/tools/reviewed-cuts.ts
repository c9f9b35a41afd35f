/** Cuts that a result states, by file and code, with a part of the sentence or flag in that file which states them. */
export const statedCuts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'calendar/get-event.ts': {
    'attendees.slice(0, MAX_ATTENDEES)': 'more attendees',
  },
  'calendar/get-schedule.ts': {
    'busy.slice(0, MAX_TIMES)': 'more: choose a shorter range',
  },
  'calendar/list-calendars.ts': {
    'top: 50': 'describeRest(page)',
  },
  'calendar/list-rooms.ts': {
    'top: 100': 'describeRest(page)',
  },
  'calendar/list-meeting-transcripts.ts': {
    'chosen.slice(0, MAX_PARTS)': 'later parts are left out',
    'items.toReversed().slice(0, MAX_LISTED)': 'others > 0 || isCut',
  },
  'calendar/shared/search-calendar.ts': {
    'top: PAGE': 'there are more events than are searched',
    'found.slice(0, most)': 'more events match than `most`',
  },
  'calendar/shared/find-calendar.ts': {
    'top: 100': 'isCut',
  },
  'contacts/list-contacts.ts': {
    'top: size': 'describeRows(page',
    'top: 100': 'contacts were searched',
    'found.slice(0, size)': 'more: raise top',
  },
  'contacts/shared/contact.ts': {
    'top: 100': 'isCut',
  },
  'core/graph-batch.ts': {
    'whole.slice(0, longest)': '[cut; use $select',
  },
  'core/graph-describe-operation.ts': {
    'all.slice(0, MOST_PROPERTIES)': 'and ${rest} more',
    "values.filter((value) => value !== 'unknownFutureValue').slice(0, MOST_VALUES)": "'|…'",
  },
  'core/shared/calendar-watch.ts': {
    '[...missing, ...alone].slice(0, MAX_LOOKUPS)': '(an event of a series)',
  },
  'core/shared/json-page.ts': {
    'whole.slice(from, from + MAX_RESULT)': 'For the rest, call get_next_page',
    'items.slice(page.from, end)': 'page.cursorFrom(end)',
    'line.slice(0, MAX_RESULT)': 'A long item is cut',
  },
  'files/get-file.ts': {
    'grants.slice(0, MAX_GRANTS)': 'Access: ${others} more',
  },
  'files/list-file-versions.ts': {
    'items.slice(0, MOST_VERSIONS)': 'isCut || items.length > rows.length',
  },
  'files/shared/walk-path.ts': {
    'top: PAGE': 'more are not searched',
    'alike .slice(0, MAX_CANDIDATES)': 'more that list_files shows',
  },
  'groups/get-group-conversation.ts': {
    'top: PAGE': 'describeRest({ ...page, cursor })',
    'whole.slice(page.from, end)': 'page.cursorFrom(end)',
  },
  'groups/list-group-conversations.ts': {
    'all.slice(0, NAMED)': 'and ${others} more',
  },
  'input/describe-problems.ts': {
    'error.issues.slice(0, MAX_PROBLEMS)': 'and ${others} more',
  },
  'input/find-group.ts': {
    'top: MAX_FOUND': 'isCut: hasMore(answer)',
    'top: MAX_SIMILAR': 'isCut: hasMore(answer)',
  },
  'input/find-site.ts': {
    'top: MOST_CANDIDATES': 'isCut: hasMore(answer)',
  },
  'input/people/find-by-name.ts': {
    'people .slice(0, MAX_CANDIDATES)': ', and more',
  },
  'input/pick-by-name.ts': {
    'candidates.slice(0, MOST_NAMED)': 'and ${more} more',
  },
  'list-tool.ts': {
    'top: scan ?? most': 'describeRows(page',
    'top: most': 'describeRows(page',
  },
  'mail/get-message.ts': {
    'files.slice(0, MAX_ATTACHMENTS)': 'more attachments: graph_get',
  },
  'mail/list-mail-rules.ts': {
    'all.slice(page.from, end)': 'page.cursorFrom(end)',
  },
  'mail/shared/body.ts': {
    'whole.slice(offset, next)': 'next',
  },
  'mail/shared/folder-tree.ts': {
    'level.parents.slice(0, MAX_PARENTS)': 'isCut',
    'top: PAGE': 'isCut',
  },
  'mail/shared/folder.ts': {
    'found.slice(0, MAX_NAMED)': 'and ${others} more',
    'seen.slice(0, MAX_NAMED)': 'more, which list_mail_folders shows',
  },
  'mail/shared/selected-messages.ts': {
    'top: most': 'leave out older messages that match',
    'found.slice(0, MAX_LINES)': 'more: Math.max(',
    'messages.slice(0, MAX_REASONS)': 'other reasons',
  },
  'search/shared/find-hits.ts': {
    'all.slice(0, most)': 'hasMore || all.length > most',
  },
  'search/shared/search-place.ts': {
    'top: most': 'hasMore: hasMore(answer)',
  },
  'search/shared/share-out.ts': {
    'outcome.hits.slice(0, shares[index])': 'outcome.hasMore || shown.length < outcome.hits.length',
  },
  'search/shared/sources.ts': {
    'top: MOST': 'hasMore: hasMore(answer)',
  },
  'output/untrusted.ts': {
    'line.slice(0, longest - 1)': '…',
    'whole.slice(0, longest)': 'more characters are not shown',
  },
  'output/words.ts': {
    'candidates.slice(0, most)': 'and ${others} more',
  },
  'tasks/list-planner-plans.ts': {
    'plans.slice(0, MOST_PLANS)': 'more plans; list_planner_tasks finds them',
  },
  'tasks/list-planner-tasks.ts': {
    'planIds.slice(0, MOST_PLANS)': 'Buckets are shown for',
    'rows.slice(0, args.top)': 'more: narrow the request',
    'plans.slice(0, MOST_PLANS)': 'plans were read; name a plan',
  },
  'tasks/list-todo-tasks.ts': {
    'rows.slice(0, args.top)': 'more: name a list, or raise top',
  },
  'tasks/shared/planner-plans.ts': {
    'everybody.slice(0, MOST_PEOPLE)': 'isCut: everybody.length > wanted.length',
  },
  'tasks/shared/todo-lists.ts': {
    'lists.slice(0, MOST_LISTS)': 'isCut || lists.length > MOST_LISTS',
    'top: 100': 'isCut',
  },
};

/** Cuts that leave out nothing a person would miss, with the reason. */
export const harmlessCuts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'calendar/create-event.ts': {
    'digest(JSON.stringify([call.caller.oid, where, day, event])).slice(0, 40)': 'part of a hash',
  },
  'calendar/list-events.ts': {
    'top: 25': 'an example',
  },
  'calendar/shared/join-block.ts': {
    'rest.slice(0, end)': 'keeps the part of a body that Teams made',
  },
  'calendar/shared/range.ts': {
    'utc(at).slice(0, -1)': 'part of a time',
  },
  'calendar/shared/written-recurrence.ts': {
    'days.slice(0, 5)': 'the weekdays',
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
  'core/shared/json-page.ts': {
    'text.slice(0, -1)': 'half of a character',
  },
  'directory/list-applications.ts': {
    'all .flatMap(({ endDateTime }) => endDateTime ?? []) .toSorted() .at(0) ?.slice(0, 10)':
      'the date of a time',
  },
  'directory/list-directory-roles.ts': {
    'roles.slice(from, from + BATCH)': 'all of them, in batches',
  },
  'files/list-files.ts': {
    'top: 25': 'an example',
  },
  'files/shared/binary-kind.ts': {
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
  'input/people/find-by-name.ts': {
    'requests.slice(index * BATCH, (index + 1) * BATCH)': 'all of them, in batches',
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
    'words.slice(0, words.length - count)': 'part of a written time',
  },
  'mail/list-messages.ts': {
    'top: 25': 'an example',
  },
  'mail/shared/answer-draft.ts': {
    'document.slice(0, at)': 'the text before an insertion',
  },
  'mail/shared/folder-tree.ts': {
    'requests.slice(index * BATCH, (index + 1) * BATCH)': 'all of them, in batches',
  },
  'mail/shared/folder.ts': {
    'top: FolderLevel': 'a parameter',
  },
  'mail/shared/selected-messages.ts': {
    'requests.slice(start, start + BATCH)': 'all of them, in batches',
  },
  'output/sanitise-json.ts': {
    'given.slice(0, LONGEST_NAME)': 'longer than any name in OneDrive or the directory',
  },
  'output/untrusted.ts': {
    'given.slice(0, longest * 4)': 'is cut again, with an ellipsis',
  },
  'output/table.ts': {
    'top: number': 'a type',
  },
  'tasks/shared/planner-plans.ts': {
    'wanted.slice(from, from + BATCH)': 'all of them, in batches',
  },
  'tasks/shared/todo-lists.ts': {
    'lists.slice(from, from + AT_A_TIME)': 'all of them, a few at a time',
  },
  'files/shared/text/append-text.ts': {
    'bytes.subarray(0, HEAD_BYTES)': 'the beginning of a file, to recognise its encoding',
  },
  'mail/shared/inbox-rules.ts': {
    "[...new Set(named)] .filter((one) => typeof one === 'string' && outlookId.test(one)) .slice(0, BATCH)":
      'other folders are shown by their ids',
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
};
