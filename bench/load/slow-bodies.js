// Slowly sends many large bodies without a token, each on its own connection. Arguments: port, number of bodies, bytes
// per body, seconds per body. Reports the number of responses with each status to the parent process.
import { connect } from 'node:net';

const [port, bodies, bytes, seconds] = process.argv.slice(2).map(Number);
const CHUNKS = 100;
/** Sends from several addresses, so that a limit per address does not end the attack. */
const ADDRESSES = 5;
const paths = ['/mcp', '/healthz', '/no-such-path'];

const chunk = Buffer.alloc(Math.ceil(bytes / CHUNKS), 0x20);

/**
 * Returns the status of the response, or `none` if the connection ends without one.
 *
 * @param {number} number
 */
function sendBody(number) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (number % ADDRESSES)}` });
    const path = paths[number % paths.length];
    let left = bytes;
    let received = '';
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const end = () => {
      clearInterval(timer);
      socket.destroy();
      resolve(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1] ?? 'none');
    };
    socket.on('connect', () => {
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`,
      );
      timer = setInterval(
        () => {
          const next = chunk.subarray(0, Math.min(chunk.length, left));
          left -= next.length;
          if (next.length > 0) socket.write(next);
        },
        (seconds * 1_000) / CHUNKS,
      );
    });
    socket.on('data', (data) => {
      received += data.toString('latin1');
      end();
    });
    socket.on('error', end).on('close', end);
  });
}

const statuses = await Promise.all(Array.from({ length: bodies }, (_, number) => sendBody(number)));
/** @type {Record<string, number>} */
const counts = {};
for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
process.send?.(counts);
process.disconnect?.();
