/** The key of a family. `partition` identifies the user. */
export type FamilyKey = { readonly partition: string; readonly id: string };
