/** The grant types that `/token` supports, in the order in which the metadata lists them. */
export const grantTypes = ['authorization_code', 'refresh_token'] as const;

export type GrantType = (typeof grantTypes)[number];
