import { createBrowser } from '../../../src/standins/browser.ts';
import { agree, CALLBACK } from './sign-in.ts';

/** An OAuth client provider for both SDK versions: stores the sign-in and the URL that the person is sent to. */
export function createProvider(person: string) {
  const kept: Record<string, unknown> = {};
  const landed: { answer?: URLSearchParams } = {};
  const provider = {
    redirectUrl: CALLBACK,
    clientMetadata: {
      client_name: 'Journey client',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => crypto.randomUUID(),
    clientInformation: () => kept['client'],
    saveClientInformation: (client: unknown) => void (kept['client'] = client),
    tokens: () => kept['tokens'],
    saveTokens: (tokens: unknown) => void (kept['tokens'] = tokens),
    codeVerifier: () => kept['verifier'],
    saveCodeVerifier: (verifier: string) => void (kept['verifier'] = verifier),
    invalidateCredentials: (scope: string) => {
      if (scope === 'tokens' || scope === 'all') delete kept['tokens'];
    },
    redirectToAuthorization: async (url: URL) => {
      const back = await agree(createBrowser(), url.href, person, CALLBACK);
      landed.answer = new URL(back.url).searchParams;
    },
  };
  return { provider, landed, kept };
}

type Texts = { content: { type: string; text?: string }[] };

/** The first text of a tool result of either SDK. */
export const firstText = (result: unknown) => (result as Texts).content[0]?.text ?? '';
