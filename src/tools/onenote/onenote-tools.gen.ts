// Written by `npm run generate` from the files in the area folders. Do not edit.
import { appendNotePage } from './append-note-page.ts';
import { createNotePage } from './create-note-page.ts';
import { listNotePages } from './list-note-pages.ts';
import { listNotebooks } from './list-notebooks.ts';
import { readNotePage } from './read-note-page.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const onenoteTools: readonly Tool[] = [
  listNotebooks,
  listNotePages,
  readNotePage,
  createNotePage,
  appendNotePage,
];
