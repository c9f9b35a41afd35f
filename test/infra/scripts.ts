/**
 * Imports a script. Scripts have no type declarations, so the caller states the exports that it uses.
 */
export async function script<Exports>(path: string): Promise<Exports> {
  return (await import(new URL(`../../${path}`, import.meta.url).href)) as Exports;
}

export const root = new URL('../..', import.meta.url);

export type Bicep = { readonly version: string; readonly compiles: boolean };

type InspectScript = { inspect: (folder: string, bicep: Bicep | undefined) => Promise<string[]> };
type BicepScript = { findBicep: (env: NodeJS.ProcessEnv) => Promise<Bicep | undefined> };

const { findBicep } = await script<BicepScript>('scripts/infra/bicep.js');

/** Undefined if Bicep is not installed. Tests that need Bicep are then skipped. */
export const bicep = await findBicep(process.env);

export const { inspect } = await script<InspectScript>('scripts/infra/inspect.js');
