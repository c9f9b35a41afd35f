import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startStandIns, type StandIns } from '../../src/standins/start.ts';
import { sealImage, startContainer, unsealImage } from '../built/image/container.ts';
import { imageBuilder, type Image } from '../built/image/dockerfile.ts';
import { freePort } from '../kit/free-port.ts';
import { startProgram } from '../kit/program.ts';

let into: string;
let image: Image;
let standIns: StandIns;
beforeAll(async () => {
  into = mkdtempSync(join(tmpdir(), 'portico-image-'));
  chmodSync(into, 0o755);
  const context = fileURLToPath(new URL('../..', import.meta.url));
  image = imageBuilder({ context, into })('portico');
  sealImage(image);
  standIns = await startStandIns();
}, 300_000);
afterAll(async () => {
  await standIns.close();
  unsealImage(image);
  rmSync(into, { recursive: true });
});

describe('the image', () => {
  it("passes the tour when it is built with the Dockerfile's steps", async () => {
    const port = String(await freePort());
    const origin = `http://localhost:${port}`;
    const settings = { ...standIns.settings, PUBLIC_URL: origin, HOST: '127.0.0.1', PORT: port };
    const { child, ended, until } = startContainer(image, settings);
    await until('"event":"serving"');
    const tour = startProgram('tour', {}, [origin]);
    expect(await tour.ended, tour.output()).toBe(0);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
