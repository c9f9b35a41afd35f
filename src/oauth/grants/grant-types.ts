/** The grants of `/token`, as the metadata announces them. */
export const grantTypes = ['authorization_code', 'refresh_token'] as const;

export type GrantType = (typeof grantTypes)[number];
