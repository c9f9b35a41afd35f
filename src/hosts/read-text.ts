import { parentPort, workerData } from 'node:worker_threads';

import { ToolError } from '../errors.ts';
import { textOfFile, type TextJob } from '../documents/text-of-document.ts';
import type { ThreadResult } from '../documents/text-reader.ts';
import { textOfHtml } from '../tools/output/html/text-of-html.ts';

// Entry point of the worker thread: extracts the text of one document, posts it and exits.
const result = await textOfFile(workerData as TextJob, { textOfHtml }).then(
  (slice): ThreadResult => ({ ok: true, slice }),
  (error: unknown): ThreadResult =>
    error instanceof ToolError
      ? { ok: false, code: error.code, message: error.message }
      : { ok: false, code: 'damaged_file', message: 'The file cannot be read.' },
);
parentPort?.postMessage(result, []);
