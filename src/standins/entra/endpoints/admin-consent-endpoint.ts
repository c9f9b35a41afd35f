import { demoTenant } from '../../tenant/people.ts';
import { requireParameter, type EntraRequest } from '../entra-request.ts';
import type { Directory } from '../entra-directory.ts';
import { EntraRefusal, errorBody } from '../entra-errors.ts';
import { escape, hiddenFields, page } from '../pages/html-page.ts';
import { isRegistered } from '../registered-uris.ts';
import { refusalPage } from '../pages/sign-in-page.ts';

/** Lets an administrator consent for the whole tenant. After that, no user gets the error consent_required. */
export function adminConsent(request: EntraRequest, directory: Directory): Response {
  try {
    if (requireParameter(request, 'client_id') !== demoTenant.clientId) throw new EntraRefusal(700016);
    const redirectUri = requireParameter(request, 'redirect_uri');
    if (!isRegistered(redirectUri, directory.redirectUris)) throw new EntraRefusal(50011);
    return request.method === 'POST'
      ? recordDecision(request, redirectUri, directory)
      : consentPage(request, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    return refusalPage(errorBody(error, directory.now(), request.correlationId).error_description);
  }
}

function consentPage(request: EntraRequest, directory: Directory): Response {
  const permissions = directory.consented.map((permission) => escape(permission)).join(', ');
  const markup = `<p>Portico requests these Microsoft Graph permissions for everyone at ${escape(directory.company.name)}:</p>
<p><small>${permissions}</small></p>
<form method="post" action="adminconsent">
${hiddenFields(request.parameters)}
<button class="quiet" name="decision" value="accept">Accept</button>
<button class="quiet" name="decision" value="cancel">Cancel</button>
</form>`;
  return page('Permissions requested', markup);
}

function recordDecision(request: EntraRequest, redirectUri: string, directory: Directory): Response {
  const accepted = request.parameters['decision'] === 'accept';
  if (accepted) directory.adminConsented = true;
  const url = new URL(redirectUri);
  url.searchParams.set('admin_consent', 'True');
  url.searchParams.set('tenant', directory.company.id);
  if (!accepted) {
    const body = errorBody(new EntraRefusal(65004), directory.now(), request.correlationId);
    url.searchParams.set('error', body.error);
    url.searchParams.set('error_description', body.error_description);
  }
  const { state, scope } = request.parameters;
  if (state !== undefined) url.searchParams.set('state', state);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return new Response(null, { status: 302, headers: { location: url.href } });
}
