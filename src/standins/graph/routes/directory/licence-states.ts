import type { Entity } from '../../../tenant/tenant-store.ts';

/** How a user got a licence: through a group, or directly if `assignedByGroup` is null. */
export type LicenceState = { readonly skuId: string; readonly assignedByGroup: string | null };

/** Returns how a user got each licence. By default, all licences are assigned directly. */
export function licenceStates(user: Entity): readonly LicenceState[] {
  const stored = user.licenseAssignmentStates as readonly LicenceState[] | undefined;
  const licences = (user.assignedLicenses ?? []) as readonly { readonly skuId: string }[];
  return stored ?? licences.map(({ skuId }) => ({ skuId, assignedByGroup: null }));
}

/** Returns the properties of a user who has these licences. */
export function withLicences(states: readonly LicenceState[]) {
  const skus = [...new Set(states.map(({ skuId }) => skuId))];
  return {
    assignedLicenses: skus.map((skuId) => ({ disabledPlans: [], skuId })),
    licenseAssignmentStates: states.map((state) => ({
      ...state,
      disabledPlans: [],
      state: 'Active',
      error: 'None',
    })),
  };
}
