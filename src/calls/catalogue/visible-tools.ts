import type { Policy } from '../../policy/policy.ts';
import type { ToolRecord } from '../../tools/tool-record.ts';
import type { Surface } from '../../tools/tool-state.ts';
import type { GrantedScopes } from './granted-scopes.ts';
import type { CallContext } from '../job.ts';
import type { ServiceMemory } from './service-memory.ts';
import { listedIn } from '../dispatched-call.ts';
import { noLegacyNames, type LegacyNames } from '../legacy-names.ts';
import type { Catalogue, KnownAboutCaller } from './tool-catalogue.ts';

/**
 * Returns the tools that can work for a caller, in catalogue order, followed by aliases with old names. Never throws:
 * missing information does not hide any tool.
 */
export type VisibleTools = (context: CallContext) => Promise<readonly ToolRecord[]>;

/** Every tool's state for a caller. */
export type SurfaceOf = (context: CallContext) => Promise<Surface>;

export function createVisibleTools(dependencies: {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
  readonly grantedScopes: GrantedScopes;
  readonly services: ServiceMemory;
  readonly adminConsentUrl: (tid: string) => string;
  readonly legacyNames?: LegacyNames;
}): {
  readonly visibleTools: VisibleTools;
  /** Returns the visible tools or, for the `discovery` preset, the tools that find and run them. */
  readonly listedTools: VisibleTools;
  readonly surfaceOf: SurfaceOf;
} {
  const { catalogue, policy, grantedScopes, services, adminConsentUrl } = dependencies;
  const { legacyNames = noLegacyNames } = dependencies;
  const knownAbout = async (context: CallContext): Promise<KnownAboutCaller> => ({
    granted: await grantedScopes(context),
    stateOf: services.statesOf(context.admission.caller),
  });
  const visibleTools: VisibleTools = async (context) => {
    const tools = catalogue.visibleTo(context.admission.caller, policy, await knownAbout(context));
    const oldNames = await legacyNames.listedWith(tools);
    return oldNames.length === 0 ? tools : [...tools, ...oldNames];
  };
  return {
    visibleTools,
    listedTools: async (context) =>
      listedIn(context.admission.caller.selection.preset, await visibleTools(context)),
    surfaceOf: async (context) => {
      const { caller } = context.admission;
      const known = await knownAbout(context);
      return {
        tools: catalogue.statesFor(caller, policy, known),
        granted: known.granted,
        adminConsentUrl: adminConsentUrl(caller.tid),
      };
    },
  };
}
