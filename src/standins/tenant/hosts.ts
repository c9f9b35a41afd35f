/**
 * Returns a company's SharePoint host, such as `contoso.sharepoint.example`, or its OneDrive host if `suffix` is `-my`.
 */
export function sharePointHost(domain: string, suffix: '' | '-my' = ''): string {
  return `${domain.split('.')[0] ?? ''}${suffix}.sharepoint.example`;
}
