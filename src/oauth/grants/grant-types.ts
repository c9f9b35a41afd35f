/** The grant types of `/token`, in the order of the metadata. */
export const grantTypes = ['authorization_code', 'refresh_token'] as const;

export type GrantType = (typeof grantTypes)[number];
