/** Reads all chunks. If their total size exceeds `limitBytes`, stops reading and returns undefined. */
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
