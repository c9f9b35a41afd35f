/** The key of a family. `partition` is the user's. */
export type FamilyKey = { readonly partition: string; readonly id: string };
