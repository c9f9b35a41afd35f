import { messagePage } from '../../pages/message-page.ts';

/**
 * Renders the page for an administrator who returns from Entra's admin consent. Anyone can open this page, so it
 * does not confirm that consent was granted.
 */
export function adminConsentPage(parameters: Readonly<Record<string, string>>): Response {
  const agreed = parameters['admin_consent']?.toLowerCase() === 'true' && parameters['error'] === undefined;
  return agreed
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
