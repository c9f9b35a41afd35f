import { OAuthError } from '../../errors.ts';

/** Refuses silent sign-in: the consent page is shown every time (OpenID Connect Core, 3.1.2.6). */
export function refuseSilence(parameters: Readonly<Record<string, string>>): void {
  if (parameters['prompt']?.split(' ').includes('none') === true) {
    throw new OAuthError(
      'interaction_required',
      'This server always asks the person; leave prompt=none out.',
    );
  }
}
