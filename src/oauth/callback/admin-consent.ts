import type { Config } from '../../config/config.ts';
import { parseErrorDetails, type EntraErrorDetails } from '../../entra/causes/entra-error-details.ts';
import { createExplain } from '../../entra/causes/explain.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { explanationPage } from '../../pages/explanation-page.ts';
import { messagePage } from '../../pages/message-page.ts';

/** The AADSTS number of the error for a user who declined the permissions. */
const DECLINED = 65_004;

/**
 * Renders the page for an administrator who returns from Entra's admin consent. Anyone can open this page, so it
 * does not confirm that consent was granted, and it explains a refusal without any of Entra's text.
 */
export function adminConsentPage(
  { admin_consent: consent, error, error_description: description }: Readonly<Record<string, string>>,
  requestContext: RequestContext,
  config: Config,
): Response {
  const details = parseErrorDetails({ error, description });
  if (isRefusal(details)) {
    return explanationPage(createExplain(config)(details, config.entra.tenantId), {
      status: 400,
      requestId: requestContext.requestId,
      title: 'The permissions were not granted',
      nextStep: 'Once the problem is fixed, open the link for administrators again.',
    });
  }
  return consent?.toLowerCase() === 'true' && error === undefined
    ? messagePage({
        title: 'Permissions are set',
        sentences: [
          'If Microsoft sent you here after you agreed, users in your organisation can now use Portico.',
          'You can close this page.',
        ],
      })
    : messagePage({
        title: 'Nothing has changed',
        sentences: ['The permissions were not granted. Open the link again when you are ready.'],
      });
}

/**
 * Returns whether Entra refused the consent. An error without an AADSTS number means that the administrator cancelled.
 */
function isRefusal({ aadsts }: EntraErrorDetails): boolean {
  return aadsts !== 0 && aadsts !== DECLINED;
}
