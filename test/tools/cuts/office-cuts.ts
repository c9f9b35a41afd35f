type Cuts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The part of `statedCuts` for workbooks and notes. */
export const statedOfficeCuts: Cuts = {
  'excel/list-table-rows.ts': {
    'names.slice(0, MAX_COLUMNS)': 'other column',
    'row.cells.slice(0, MAX_COLUMNS)': 'other column',
  },
  'excel/list-worksheets.ts': {
    'entries.slice(0, MAX_SHOWN)': 'read_range finds by name',
    'requests.slice(0, MAX_MEASURED)': "'?'",
  },
  'excel/shared/named-ranges.ts': {
    'sheets.slice(0, MAX_SHEETS)': 'isCut = asked.length < sheets.length',
  },
  'excel/write-range.ts': {
    '...converted.slice(0, MAX_RESULTS)': 'Excel changed ${counted(converted.length',
    '...changed.slice(0, MAX_LINES)': 'more: Math.max(',
    '...results.slice(0, MAX_RESULTS)': 'more formula',
  },
  'onenote/list-note-pages.ts': {
    'found.slice(0, most)': 'more. Raise top, or use query',
  },
  'onenote/list-notebooks.ts': {
    'rows.slice(0, MAX_ROWS)': 'list_note_pages finds by name',
    'top: 100': 'were read.',
  },
  'onenote/shared/find-pages.ts': {
    'sections.slice(0, MOST_SECTIONS)': 'isPartial = isCut || read.length < sections.length',
    'top: PAGE': 'isPartial ||= hasMore(answer)',
  },
  'onenote/shared/find-section.ts': {
    'top: 100': 'isCut',
  },
};

/** The part of `harmlessCuts` for workbooks and notes. */
export const harmlessOfficeCuts: Cuts = {
  'excel/list-table-rows.ts': {
    "top: z.int().min(1).max(MAX_ROWS).default(100).describe('Rows.')": 'an argument',
  },
  'excel/read-range.ts': {
    'top: first.from': 'the first row of a range',
  },
  'excel/shared/collect-rows.ts': {
    'top: from': 'the first row of a range',
    '...texts.slice(0, last + 1)': 'the others are empty',
  },
  'excel/shared/read-cells.ts': {
    'top: middle + 1': 'the first row of a range',
  },
  'excel/shared/row-condition.ts': {
    'rest.slice(at, at + 2)': 'all of them, in pairs',
    'text.slice(0, index)': 'the column in a condition',
    'value.slice(1, -1)': 'removes quotes',
  },
  'excel/shared/sheet-range.ts': {
    'top: number': 'a type',
    'text.slice(0, at)': 'the worksheet in an address',
    'name.slice(1, -1)': 'removes apostrophes',
  },
  'onenote/list-note-pages.ts': {
    'top: most': 'an argument',
  },
  'onenote/shared/closed-elements.ts': {
    'html.slice(at, endOffset)': 'the HTML before an insertion',
  },
  'onenote/shared/readable-page.ts': {
    'html.slice(at, offset)': 'the HTML before an insertion',
    'file.slice(0, LONGEST_NAME)': 'the name of a file',
    'video.slice(0, LONGEST_NAME)': 'longer than any address of a video',
    'tag.trim().slice(0, 40)': 'the name of a tag',
  },
  'onenote/shared/written-page.ts': {
    'text.slice(0, end)': 'the first line',
    'first.slice(0, 1_000)': 'longer than any title',
  },
};
