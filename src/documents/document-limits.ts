/** Maximum size of a file that text is extracted from, in bytes. */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** Maximum total size in bytes of the unpacked parts of an Office file. Real documents are far smaller. */
export const LARGEST_UNPACKED = 96 * 1024 * 1024;

/** Maximum number of entries in an Office file. */
export const MOST_ENTRIES = 10_000;

/** Maximum number of pages, slides or sheets. */
export const MOST_PAGES = 1_000;

/** Maximum number of characters to read for one response. */
export const LONGEST_TEXT = 5_000_000;
