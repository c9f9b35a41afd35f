import { Worker } from 'node:worker_threads';

import { createSemaphore } from '../base/semaphore.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { ToolError } from '../errors.ts';
import { damagedFile, tooLarge } from './unreadable.ts';
import type { TextJob } from './text-of-document.ts';
import type { TextSlice } from './text-slice.ts';

/** Takes a part of the text out of a file, in a thread of its own; throws `ToolError` for what cannot be read in time and room. */
export type TextReader = (job: TextJob, signal: AbortSignal) => Promise<TextSlice>;

/** What one reading may take. */
export type ReadingLimits = {
  readonly ms: number;
  /** Of what JavaScript keeps in the thread. */
  readonly heapMegabytes: number;
  /** Of everything: how far the memory of the process may grow meanwhile. */
  readonly growthMegabytes: number;
};

const usual: ReadingLimits = { ms: 20_000, heapMegabytes: 256, growthMegabytes: 512 };

/** How many files are read at the same time, and how many readings may wait: each may take all of its limits. */
const AT_A_TIME = 2;
const WAITING = 16;

const WATCH_MS = 50;

/** What the thread answers, once. */
export type ThreadAnswer =
  | { readonly ok: true; readonly slice: TextSlice }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * Reads files in threads that end with the reading. A thread that takes too long or too much is ended, and nothing
 * else is: the process goes on. `script` is the program of the thread; undefined where the host has none.
 */
export function createTextReader(script: URL | undefined, limits: ReadingLimits = usual): TextReader {
  const readers = createSemaphore(AT_A_TIME, WAITING);
  return async (job, signal) => {
    if (script === undefined) {
      throw new ToolError('no_text', 'This server cannot take the text out of files of this kind.');
    }
    signal.throwIfAborted();
    const release = await readers.acquire('', signal);
    if (typeof release === 'string') {
      signal.throwIfAborted();
      const message = 'Too many files are being read at the moment.';
      throw new ToolError('busy', message, { retryAfterSeconds: 10 });
    }
    try {
      return await readInThread(script, job, limits, signal);
    } finally {
      release();
    }
  };
}

async function readInThread(
  script: URL,
  job: TextJob,
  limits: ReadingLimits,
  signal: AbortSignal,
): Promise<TextSlice> {
  signal.throwIfAborted();
  const worker = new Worker(script, {
    workerData: job,
    env: {},
    // What a library prints about a file that somebody sent is nobody's log.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 32 },
  });
  const watch = watchLimits(limits);
  try {
    return await untilAborted(Promise.race([resultOf(worker), watch.exceeded]), signal);
  } finally {
    watch.stop();
    await worker.terminate();
  }
}

function resultOf(worker: Worker): Promise<TextSlice> {
  return new Promise((resolve, reject) => {
    worker.once('message', (answer: ThreadAnswer) =>
      answer.ok ? resolve(answer.slice) : reject(new ToolError(answer.code, answer.message)),
    );
    worker.once('error', (error) =>
      reject(
        'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? outOfMemory() : damagedFile(error),
      ),
    );
    worker.once('exit', () => reject(damagedFile()));
  });
}

/**
 * Rejects when the reading takes too long or too much memory. The engine's own limit does not count the buffers that
 * files are unpacked into, so the memory of the process is watched.
 */
function watchLimits(limits: ReadingLimits): { exceeded: Promise<never>; stop: () => void } {
  const highest = process.memoryUsage.rss() + limits.growthMegabytes * 1_048_576;
  let stop = (): void => undefined;
  const exceeded = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(outOfTime(limits.ms)), limits.ms);
    const memoryTimer = setInterval(() => {
      if (process.memoryUsage.rss() > highest) reject(outOfMemory());
    }, WATCH_MS);
    stop = () => {
      clearTimeout(timer);
      clearInterval(memoryTimer);
    };
  });
  return { exceeded, stop };
}

function outOfMemory(): ToolError {
  return tooLarge('Reading the file takes more memory than it may');
}

function outOfTime(ms: number): ToolError {
  return new ToolError(
    'took_too_long',
    `Taking the text out of the file takes longer than ${ms / 1_000} s. A person can open the file itself.`,
  );
}
