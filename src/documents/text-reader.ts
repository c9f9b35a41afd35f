import { Worker } from 'node:worker_threads';

import { createSemaphore } from '../base/semaphore.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { ToolError } from '../errors.ts';
import { damagedFile, tooLarge } from './unreadable.ts';
import type { TextJob } from './text-of-document.ts';
import type { TextSlice } from './text-slice.ts';

/**
 * Extracts a range of a file's text in a thread. Throws `ToolError` if the text cannot be extracted within the limits.
 * Each `person` gets a fair share of the readers.
 */
export type TextReader = (job: TextJob, signal: AbortSignal, person?: string) => Promise<TextSlice>;

/** Limits for reading one file. */
export type ReadingLimits = {
  readonly ms: number;
  /** Maximum size of the thread's JavaScript heap. */
  readonly heapMegabytes: number;
  /** Maximum growth of the process's memory while a file is read. */
  readonly growthMegabytes: number;
};

const defaultLimits: ReadingLimits = { ms: 20_000, heapMegabytes: 256, growthMegabytes: 512 };

/** Maximum number of concurrent reads. The number is low because each read can use up the time and memory limits. */
const CONCURRENT_READS = 2;
/** One fewer than `CONCURRENT_READS`, so that one reader remains free for other users. */
const CONCURRENT_READS_PER_PERSON = 1;
const WAITING_READS_PER_PERSON = 12;
/** Maximum number of waiting reads, each of which holds its file in memory. */
const WAITING_READS = 24;

const WATCH_MS = 50;

/** The only message that the thread posts. */
export type ThreadResult =
  | { readonly ok: true; readonly slice: TextSlice }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * Reads each file in a new thread. A thread that exceeds the limits is terminated without affecting the process.
 * `script` is the worker script; undefined if the host has none.
 */
export function createTextReader(script: URL | undefined, limits: ReadingLimits = defaultLimits): TextReader {
  const readers = createSemaphore(CONCURRENT_READS, WAITING_READS_PER_PERSON, CONCURRENT_READS_PER_PERSON);
  let waiting = 0;
  const acquire = async (person: string, signal: AbortSignal) => {
    if (waiting >= WAITING_READS) return 'full';
    waiting += 1;
    const release = await readers.acquire(person, signal);
    waiting -= 1;
    return release;
  };
  return async (job, signal, person = '') => {
    if (script === undefined) {
      throw new ToolError('no_text', 'This server cannot extract text from files of this type.');
    }
    signal.throwIfAborted();
    const release = await acquire(person, signal);
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
    // Libraries can print file content, which must not reach the log.
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
    worker.once('message', (result: ThreadResult) =>
      result.ok ? resolve(result.slice) : reject(new ToolError(result.code, result.message)),
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
 * Watches the limits on time and memory: `exceeded` rejects when reading takes too much of either. The heap limit does
 * not cover the buffers that files are unpacked into, so the memory of the whole process is watched.
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
  return tooLarge('Reading the file takes more memory than is allowed');
}

function outOfTime(ms: number): ToolError {
  return new ToolError(
    'took_too_long',
    `Extracting the text of the file took longer than ${ms / 1_000} s. The user can still open the file directly.`,
  );
}
