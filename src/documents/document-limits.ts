/** The most bytes of a file that is taken into memory whole, to take its text out. */
export const LARGEST_FILE = 30 * 1024 * 1024;

/** The most bytes that all parts of one packed file may unpack to: real documents stay far below. */
export const LARGEST_UNPACKED = 96 * 1024 * 1024;

/** The most entries of one packed file. */
export const MOST_ENTRIES = 10_000;

/** The most pages of a PDF, slides of a presentation, and sheets of a workbook. */
export const MOST_PAGES = 1_000;

/** The most characters of text that are gone through for one answer. */
export const LONGEST_TEXT = 5_000_000;
