/** Reads all chunks. Returns undefined, and stops reading, once there are more than `limitBytes`. */
export async function readLimited(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limitBytes: number,
): Promise<Buffer | undefined> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > limitBytes) return undefined;
    read.push(chunk);
  }
  return Buffer.concat(read);
}
