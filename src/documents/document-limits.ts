/** Maximum size in bytes of a file to extract text from. */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** Maximum total size in bytes of the unpacked parts of an Office file. Real documents are far smaller. */
export const LARGEST_UNPACKED = 96 * 1024 * 1024;

/** Maximum number of entries in an Office file. */
export const MOST_ENTRIES = 10_000;

/** Maximum number of pages, slides or sheets in one file. */
export const MOST_PAGES = 1_000;

/** Maximum number of characters in a document's text up to the end of the requested page. */
export const LONGEST_TEXT = 5_000_000;
