import { messagePage } from '../../pages/message-page.ts';

/** The page that an administrator comes back to after agreeing, or not, to the Graph permissions; it says no more than that. */
export function adminConsentPage(parameters: Readonly<Record<string, string>>): Response {
  const agreed = parameters['admin_consent']?.toLowerCase() === 'true' && parameters['error'] === undefined;
  return agreed
    ? messagePage({
        title: 'Permissions are set',
        sentences: [
          'If Microsoft sent you here after you agreed, the people of your organisation can use Portico now.',
          'You can close this page.',
        ],
      })
    : messagePage({
        title: 'Nothing has changed',
        sentences: ['The permissions were not agreed to. Open the link again when you are ready to.'],
      });
}
