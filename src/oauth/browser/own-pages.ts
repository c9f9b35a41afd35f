import { HttpError } from '../../errors.ts';
import { checkSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm } from '../../http/form.ts';
import type { RedirectToEntra } from './entra-redirect.ts';
import { SESSION_COOKIE, type Session, type Sessions } from './session.ts';
import { newRound } from './transaction.ts';

/** The page that a user signs in for. */
type PageTarget =
  | { readonly purpose: 'account' }
  | { readonly purpose: 'approval'; readonly id: string }
  | { readonly purpose: 'link'; readonly provider: string; readonly request: string };

/**
 * A form on one of our own pages. `name` identifies the form within the session: a token for one form is not valid for
 * another.
 */
export type PageForm = {
  readonly name: string;
  /** What the user has to open again if the form is not valid, as named in the error message. */
  readonly opened: 'page' | 'link';
};

/** Sessions and forms of our own pages, on which users sign in without a client. */
export type OwnPages = {
  /** Returns the browser's session, if any. */
  readonly session: Sessions['read'];
  /**
   * Sends the browser to Entra and then back to the page. The consent page is skipped, because no client gets anything
   * from this sign-in.
   */
  signIn(request: Request, target: PageTarget): Promise<Response>;
  /** Returns the token for a form's hidden field. */
  tokenFor(form: PageForm, session: Session): Promise<string>;
  /** Reads a posted form. Throws `HttpError` 403 if the form was not shown to this session on our own page. */
  readForm(request: Request, form: PageForm, session: Session): Promise<Record<string, string>>;
};

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly csrf: Csrf;
  readonly redirectToEntra: RedirectToEntra;
  readonly random: (bytes: number) => Uint8Array;
};

export function createOwnPages(dependencies: Dependencies): OwnPages {
  const { publicUrl, sessions, csrf, redirectToEntra, random } = dependencies;
  return {
    session: (request) => sessions.read(request),
    signIn: (request, target) =>
      redirectToEntra(request, { v: 1, agreed: true, again: false, ...newRound(random), ...target }),
    tokenFor: (form, { sealed }) => csrf.tokenFor(boundName(form), sealed),
    readForm: async (request, form, { sealed }) => {
      checkSameOriginPost(request, publicUrl);
      const fields = await readPageForm(request);
      if (await csrf.verify(boundName(form), { cookie: sealed, token: fields['proof'] })) return fields;
      throw new HttpError(403, `This form is not valid for this session: open the ${form.opened} again.`);
    },
  };
}

function boundName({ name }: PageForm): string {
  return `${SESSION_COOKIE} ${name}`;
}
