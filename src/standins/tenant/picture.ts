import { crc32, deflateSync } from 'node:zlib';
import { bytes } from './ids.ts';

/** Width and height of every picture in pixels. */
export const PICTURE_PIXELS = 48;

/** Returns a square PNG in a single colour that depends on the seed. */
export function pictureOf(seed: string): Buffer {
  const row = Buffer.concat([
    Buffer.from([0]),
    Buffer.alloc(PICTURE_PIXELS * 3, bytes(`picture|${seed}`, 3)),
  ]);
  const pixels = Buffer.concat(Array.from({ length: PICTURE_PIXELS }, () => row));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(PICTURE_PIXELS, 0);
  header.writeUInt32BE(PICTURE_PIXELS, 4);
  // 8 bits per channel, RGB.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
