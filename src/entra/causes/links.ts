import type { Config } from '../../config/config.ts';
import type { CloudName } from '../../config/clouds.ts';
import { adminConsentUrl, endpointsOf } from '../authority.ts';

/** Microsoft's portals for users and administrators. Their addresses differ between clouds. */
type Portals = {
  /** The Microsoft Entra admin center. */
  readonly entra: string;
  /** The Microsoft 365 admin center. */
  readonly admin: string;
  readonly securityInfo: string;
  readonly passwordReset: string;
  /** Opens OneDrive, or a page from which the user can open it. */
  readonly oneDrive: string;
  readonly status: string;
};

const government = {
  entra: 'https://entra.microsoft.us',
  securityInfo: 'https://mysignins.microsoft.us/security-info',
  passwordReset: 'https://passwordreset.microsoftonline.us',
};

const portals: Readonly<Record<CloudName, Portals>> = {
  public: {
    entra: 'https://entra.microsoft.com',
    admin: 'https://admin.microsoft.com',
    securityInfo: 'https://aka.ms/mfasetup',
    passwordReset: 'https://passwordreset.microsoftonline.com',
    oneDrive: 'https://www.microsoft365.com/launch/onedrive',
    status: 'https://status.cloud.microsoft',
  },
  usgov: {
    ...government,
    admin: 'https://portal.office365.us/adminportal/home',
    oneDrive: 'https://portal.office365.us',
    status: 'https://portal.office365.us/adminportal/home#/servicehealth',
  },
  usgovdod: {
    ...government,
    admin: 'https://portal.apps.mil/adminportal/home',
    oneDrive: 'https://portal.apps.mil',
    status: 'https://portal.apps.mil/adminportal/home#/servicehealth',
  },
  china: {
    entra: 'https://entra.microsoftonline.cn',
    admin: 'https://portal.partner.microsoftonline.cn/adminportal/home',
    securityInfo: 'https://account.activedirectory.windowsazure.cn/proofup.aspx',
    passwordReset: 'https://passwordreset.activedirectory.windowsazure.cn',
    oneDrive: 'https://portal.partner.microsoftonline.cn',
    status: 'https://portal.partner.microsoftonline.cn/adminportal/home#/servicehealth',
  },
};

/** The values for the `{name}` placeholders in a cause. */
export type Links = ReturnType<typeof linksOf>;
export type LinkName = keyof Links;

/** The links that depend only on the cloud. */
export type PortalLinks = ReturnType<typeof portalLinksOf>;

export function portalLinksOf(cloudName: CloudName) {
  const { entra, ...others } = portals[cloudName];
  const blade = (path: string) => `${entra}/#view/${path}`;
  const applications = (page: string) => blade(`Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/${page}`);
  return {
    ...others,
    enterpriseApps: applications('AppAppsPreview'),
    signInLog: applications('SignIns'),
    consentRequests: applications('AccessRequests'),
    users: blade('Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers'),
    conditionalAccess: blade('Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies'),
    crossTenant: blade('Microsoft_AAD_IAM/CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings'),
    riskyUsers: blade('Microsoft_AAD_IAM/IdentityProtectionMenuBlade/~/RiskyUsers'),
    securityDefaults: blade('Microsoft_AAD_IAM/TenantOverview.ReactView'),
  };
}

/** Returns the links for users in a tenant. */
export function linksOf(config: Config, tid: string) {
  const { clientId } = config.entra;
  const registration = (page: string) =>
    `${portals[config.cloudName].entra}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${page}/appId/${clientId}`;
  return {
    ...portalLinksOf(config.cloudName),
    tenant: tid,
    app: clientId,
    /** Portico's own start page. */
    portico: config.publicUrl,
    login: config.cloud.login,
    consent: adminConsentUrl(config, tid),
    signOut: endpointsOf(config, tid).logout,
    overview: registration('Overview'),
    credentials: registration('Credentials'),
    authentication: registration('Authentication'),
    permissions: registration('CallAnAPI'),
    exposedApi: registration('ProtectAnAPI'),
  };
}

/** Replaces the `{name}` placeholders in text. */
export function fill(text: string, links: Readonly<Record<string, string>>): string {
  const linkByName = new Map(Object.entries(links));
  return text.replaceAll(/\{(\w{1,30})\}/g, (whole, name: string) => linkByName.get(name) ?? whole);
}
