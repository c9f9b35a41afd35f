/**
 * Loads one of the plain scripts of the repository, which have no types of their own: the caller states what is used
 * of it.
 */
export async function script<Exports>(path: string): Promise<Exports> {
  return (await import(new URL(`../../${path}`, import.meta.url).href)) as Exports;
}

/** The folder of the repository. */
export const root = new URL('../..', import.meta.url);

/** The Bicep command line as `scripts/infra/bicep.js` finds it. */
export type Bicep = { readonly version: string; readonly compiles: boolean };

type InspectScript = { inspect: (folder: string, bicep: Bicep | undefined) => Promise<string[]> };
type BicepScript = { findBicep: (env: NodeJS.ProcessEnv) => Promise<Bicep | undefined> };

const { findBicep } = await script<BicepScript>('scripts/infra/bicep.js');

/** The Bicep of this machine; undefined where there is none, and the tests that need it are skipped. */
export const bicep = await findBicep(process.env);

/** What `npm run check:infra` finds in a folder. */
export const { inspect } = await script<InspectScript>('scripts/infra/inspect.js');
