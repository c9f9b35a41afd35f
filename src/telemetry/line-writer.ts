import type { WriteLine } from './telemetry-types.ts';

/**
 * Creates a writer that writes a line that may wait together with the next one, because a system call costs more than
 * making the line. The waiting lines are written at the latest when the running code returns to the event loop.
 */
export function createLineWriter(write: (text: string) => void): WriteLine {
  let waiting = '';
  const writeWaiting = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  return (line, { mayWait } = { mayWait: false }) => {
    if (mayWait && waiting === '') process.nextTick(writeWaiting);
    waiting += line;
    if (!mayWait) writeWaiting();
  };
}
