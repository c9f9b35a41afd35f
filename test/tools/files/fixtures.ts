import { put, folderAt, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { builtThread } from '../../documents/thread.ts';
import { oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

/** Opens the demo tenant with the worker thread that reads documents, bundled as for deployment. */
export async function openReadingTenant(): Promise<DemoTenant> {
  return openDemoTenant({ thread: await builtThread() });
}

/** Puts a file into a person's drive; returns its id. */
export function putFile(tenant: DemoTenant, alias: string, path: string, content: Uint8Array): string {
  const oid = oidOf(alias);
  const drive = driveId(oid);
  const store = tenant.graph.tenant;
  const names = path.split('/').filter(Boolean);
  const name = names.pop() ?? '';
  const folder = folderAt(store, drive, { from: rootOf(store, drive), names, by: oid });
  const made = put(store, drive, {
    name,
    by: oid,
    at: store.now(),
    parent: folder.id,
    content: Buffer.from(content),
  });
  return made.id;
}

/** Returns bytes with a prime period, so that a part at a wrong offset is detected. */
export function patternOf(length: number): Buffer {
  const period = Buffer.from(Array.from({ length: 65_521 }, (_, at) => (at * 31 + (at >> 8)) & 0xff));
  return Buffer.alloc(length, period);
}

/** Returns the `portico://` URI in a result. */
export function resourceIn(text: string): string {
  return /^Resource: (\S+)$/m.exec(text)?.[1] ?? '';
}
