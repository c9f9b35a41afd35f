/** Returns the host of a company's SharePoint, such as `contoso.sharepoint.example`; with `-my`, of its OneDrives. */
export function sharePointHost(domain: string, suffix: '' | '-my' = ''): string {
  return `${domain.split('.')[0] ?? ''}${suffix}.sharepoint.example`;
}
