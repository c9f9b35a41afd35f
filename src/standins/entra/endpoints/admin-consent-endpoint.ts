import { demoTenant } from '../../tenant/people.ts';
import { need, type Asked } from '../entra-request.ts';
import type { Directory } from '../entra-directory.ts';
import { EntraRefusal, tell } from '../entra-errors.ts';
import { escape, hiddenFields, page } from '../pages/html-page.ts';
import { isRegistered } from '../registered-uris.ts';
import { refusalPage } from '../pages/sign-in-page.ts';

/** The page where an administrator consents for everybody; accepting ends every consent_required of the tenant. */
export function adminConsent(asked: Asked, directory: Directory): Response {
  try {
    if (need(asked, 'client_id') !== demoTenant.clientId) throw new EntraRefusal(700016);
    const redirectUri = need(asked, 'redirect_uri');
    if (!isRegistered(redirectUri, directory.redirectUris)) throw new EntraRefusal(50011);
    return asked.method === 'POST' ? decided(asked, redirectUri, directory) : question(asked, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    return refusalPage(tell(error, directory.now(), asked.correlationId).error_description);
  }
}

function question(asked: Asked, directory: Directory): Response {
  const permissions = directory.consented.map((permission) => escape(permission)).join(', ');
  const body = `<p>Portico asks for these Microsoft Graph permissions for everybody at ${escape(demoTenant.name)}:</p>
<p><small>${permissions}</small></p>
<form method="post" action="adminconsent">
${hiddenFields(asked.parameters)}
<button class="quiet" name="decision" value="accept">Accept</button>
<button class="quiet" name="decision" value="cancel">Cancel</button>
</form>`;
  return page('Permissions requested', body);
}

function decided(asked: Asked, redirectUri: string, directory: Directory): Response {
  const accepted = asked.parameters['decision'] === 'accept';
  if (accepted) directory.adminConsented = true;
  const url = new URL(redirectUri);
  url.searchParams.set('admin_consent', 'True');
  url.searchParams.set('tenant', demoTenant.id);
  if (!accepted) {
    const told = tell(new EntraRefusal(65004), directory.now(), asked.correlationId);
    url.searchParams.set('error', told.error);
    url.searchParams.set('error_description', told.error_description);
  }
  const { state, scope } = asked.parameters;
  if (state !== undefined) url.searchParams.set('state', state);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return new Response(null, { status: 302, headers: { location: url.href } });
}
