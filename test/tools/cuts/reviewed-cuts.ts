import { statedOfficeCuts } from './office-cuts.ts';
import { statedSharePointCuts } from './sharepoint-cuts.ts';

/**
 * Cuts that the result mentions, keyed by file and code. The value is part of the sentence or code that reports the cut
 * in the same file.
 */
export const statedCuts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...statedOfficeCuts,
  'calendar/get-event.ts': {
    'attendees.slice(0, MAX_ATTENDEES)': 'more attendee',
  },
  'calendar/get-schedule.ts': {
    'busy.slice(0, MAX_TIMES)': 'more: choose a shorter range',
  },
  'calendar/list-calendars.ts': {
    'top: 50': 'describeRest(page)',
  },
  'calendar/list-rooms.ts': {
    'top: PAGE': 'describeRest(page)',
  },
  'calendar/list-meeting-transcripts.ts': {
    'chosen.slice(0, MAX_PARTS)': 'later part',
    'items.toReversed().slice(0, MAX_LISTED)': 'others > 0 || isCut',
  },
  'calendar/shared/search-calendar.ts': {
    'top: PAGE': 'there are more events than one call searches',
    'found.slice(0, most)': 'more events match than `most`',
  },
  'calendar/shared/find-calendar.ts': {
    'top: 100': 'isCut',
  },
  'contacts/list-contacts.ts': {
    'top: SCANNED': 'describeRows(page',
    'top: size': 'describeRows(page',
    'found.slice(0, size)': 'more. Raise top',
  },
  'contacts/shared/contact-folders.ts': {
    'top: 100': 'isCut',
    'top: PAGE': 'isCut',
    'all.slice(0, MOST_FOLDERS)': 'isCut || all.length > MOST_FOLDERS',
  },
  'core/graph-batch.ts': {
    'wholeCharacters(whole, longest)': '[truncated; use $select',
  },
  'core/graph-describe-operation.ts': {
    'all.slice(0, MOST_PROPERTIES)': 'and ${rest} more',
    "values.filter((value) => value !== 'unknownFutureValue').slice(0, MOST_VALUES)": "'|…'",
  },
  'core/discovery/find-with-arguments.ts': {
    'steps.slice(0, MOST_STEPS)': 'more step',
    'found.filter(({ score }) => score >= bestScore * AS_GOOD).slice(0, MOST_DESCRIBED)':
      'Best matches for each step',
    'found.filter((hit) => !described.includes(hit)).slice(0, MOST_NAMED)': 'Best matches for each step',
    'operations.slice(0, MOST_NAMED)': 'Best matches for each step',
  },
  'core/shared/calendar-watch.ts': {
    '[...missing, ...alone].slice(0, MAX_LOOKUPS)': '(an event of a series)',
  },
  'core/shared/json-page.ts': {
    'wholeCharacters(whole.slice(from), MAX_RESULT)': 'For the rest, call get_next_page',
    'items.slice(start, end)': 'cursorAt(end, page, items)',
    'wholeCharacters(line, MAX_RESULT)': 'A long item is truncated',
  },
  'files/get-file.ts': {
    'grants.slice(0, MAX_GRANTS)': 'Access: ${atLeast}${others} more',
  },
  'files/list-file-versions.ts': {
    'items.slice(0, MOST_VERSIONS)': 'isCut || items.length > rows.length',
  },
  'files/shared/walk-path.ts': {
    'top: PAGE': 'were searched for similar names',
    'alike .slice(0, MAX_CANDIDATES)': 'more that list_files shows',
  },
  'groups/get-group-conversation.ts': {
    'top: PAGE': 'describeRest({ ...page, cursor })',
    'wholeCharacters(whole.slice(page.from), MAX_RESULT)': 'page.cursorFrom(end)',
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
    'people.slice(0, MAX_CANDIDATES)': ', and more',
  },
  'input/pick-by-name.ts': {
    'candidates.slice(0, MOST_NAMED)': 'and ${more} more',
  },
  'list-tool.ts': {
    'top: scan ?? (keep === undefined ? most : Math.max(most': 'describeRows(page',
    'top: most': 'describeRows(page',
  },
  'mail/get-message.ts': {
    'files.slice(0, MAX_ATTACHMENTS)': 'To list all of them',
  },
  'mail/list-mail-rules.ts': {
    'all.slice(start, end)': 'cursorAt(end, page, all)',
  },
  'mail/shared/body.ts': {
    'wholeCharacters(whole.slice(offset), PAGE_CHARACTERS)': 'next',
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
    'items.slice(0, most)': 'leave out older messages that match',
    'top: most': 'leave out older messages that match',
    'found.slice(0, MAX_LINES)': 'more: Math.max(',
    'messages.slice(0, MAX_REASONS)': 'other reason',
  },
  'paging/rest-of-page.ts': {
    'rows.slice(start, end)': 'cursorAt(end, page, rows)',
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
    'wholeCharacters(whole, longest)': 'more character',
  },
  'output/words.ts': {
    'candidates.slice(0, most)': 'and ${others} more',
  },
  ...statedSharePointCuts,
  'tasks/list-planner-plans.ts': {
    'plans .slice(0, MOST_PLANS)': 'list_planner_tasks finds by name',
  },
  'tasks/list-planner-tasks.ts': {
    'planIds.slice(0, MOST_PLANS)': 'Buckets are shown for',
    'rows.slice(0, args.top)': 'more. Narrow the request',
    'plans.slice(0, MOST_PLANS)': 'plans were read; specify a plan',
  },
  'tasks/list-todo-tasks.ts': {
    'rows.slice(0, args.top)': 'more. Specify a list, or raise top',
  },
  'tasks/shared/planner-plans.ts': {
    'everybody.slice(0, MOST_PEOPLE)': 'isCut: everybody.length > wanted.length',
  },
  'tasks/shared/todo-lists.ts': {
    'lists.slice(0, MOST_LISTS)': 'isCut || lists.length > MOST_LISTS',
    'top: 100': 'isCut',
  },
  'teams/list-channel-messages.ts': {
    'top: size': 'describeRest({ answer, cursor })',
    'top: 50': 'describeRest({ ...page, cursor })',
  },
  'teams/list-chat-messages.ts': {
    'top: args.top ?? DEFAULT_TOP': 'const rest = describeRest({',
  },
  'teams/list-chats.ts': {
    'top: size': 'describeRows(page',
  },
  'teams/shared/find/find-chat.ts': {
    'top: PAGE': 'isCut',
  },
  'teams/shared/text/names-in.ts': {
    'people.filter(Boolean).slice(0, most)': 'counted(others, `${more}person`',
  },
  'teams/shared/text/page-rows.ts': {
    'rows.slice(start, end)': 'cursorAt(end, page, rows)',
  },
  'teams/shared/text/show-post.ts': {
    'replies.slice(-most)': ', the last ${shown}:',
    'wholeCharacters(text, most)': ': call again with ${thread} as thread',
  },
};
