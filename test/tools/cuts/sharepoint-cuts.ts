type Cuts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The part of `statedCuts` for the SharePoint tools; see `reviewed-cuts.ts`. */
export const statedSharePointCuts: Cuts = {
  'sharepoint/list-list-items.ts': {
    'own.slice(0, SHOWN_COLUMNS)': 'Other columns, for fields: ',
    'top: args.top': 'describeRows(page',
  },
  'sharepoint/read-site-page.ts': {
    'wholeCharacters(whole.slice(from), MAX_PART)': 'call.text.cursorFrom(end)',
  },
  'sharepoint/search-sites.ts': {
    'items.slice(0, MOST_SITES)': 'only the first ${MOST_SITES} are shown',
  },
  'sharepoint/shared/field-input.ts': {
    'problems.slice(0, MOST_PROBLEMS)': 'more problem',
  },
  'sharepoint/shared/find-column.ts': {
    'alike.slice(0, MOST_NAMED)': 'more, which list_lists shows',
  },
  'sharepoint/shared/list-item.ts': {
    'top: MOST_ALIKE': 'isCut = hasMore(answer)',
  },
  'sharepoint/shared/lookup-item.ts': {
    'top: MOST_ALIKE': "hasMore(answer) ? ' and more' : ''",
  },
  'sharepoint/shared/pages/page-text.ts': {
    'seen.slice(0, MOST_LINKS)': 'more link',
  },
};

/** The part of `harmlessCuts` for the SharePoint tools. */
export const harmlessSharePointCuts: Cuts = {
  'sharepoint/list-list-items.ts': {
    'written.slice(0, at)': 'parts of an argument',
  },
  'sharepoint/shared/filter/condition-words.ts': {
    'lower.slice(at, at + 20)': 'looks for blanks only',
    'text.slice(0, at)': 'the part of a condition before the operator',
    'value.slice(1, -1)': 'removes quotes',
  },
  'sharepoint/shared/find-column.ts': {
    'foldName(name).slice(0, MAX_COMPARED)': 'only orders the names in a message',
    'text.slice(at, at + 2)': 'only orders the names in a message',
  },
  'sharepoint/shared/site-person.ts': {
    'top: 2': 'a person with an address is in the list once',
  },
};
