import { readFileSync } from 'node:fs';

import { Stop } from './stop.js';

const file = new URL('../../../infra/clouds.json', import.meta.url);

/**
 * The endpoints of a cloud, from the table that the templates also read.
 * @param {string | undefined} name
 * @returns {{ azure: string, arm: string, login: string, graph: string, tokenExchangeAudience: string, sitesDomain: string }}
 */
export function findCloud(name) {
  const clouds = JSON.parse(readFileSync(file, 'utf8'));
  const chosen = clouds[name || 'public'];
  if (chosen !== undefined) return chosen;
  throw new Stop(`CLOUD is ${name}; it must be one of: ${Object.keys(clouds).join(', ')}.`);
}
