import { addressOf, type Company, type Person, type Quirk } from '../../tenant/people.ts';
import { escape, hiddenFields, page } from './html-page.ts';

export type SignInPage = {
  readonly company: Company;
  readonly people: readonly Person[];
  /** The authorization request's parameters. The form resends these parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The alias or address of the person to list first. */
  readonly hint: string | undefined;
  /** Whether multifactor authentication is required. If so, choosing a person counts as multifactor authentication. */
  readonly stepUp: boolean;
  /** The reason why the previous attempt was refused. */
  readonly refusal?: string;
};

const quirks: Readonly<Record<Quirk, string>> = {
  'needs-mfa': 'needs multifactor authentication at the first tool call',
  'needs-consent': 'needs administrator consent',
  guest: 'guest from another tenant',
  disabled: 'disabled account',
  'many-groups': 'has too many groups to list in a token',
  'loses-role': 'loses the administrator role at the first refresh',
};

/** Creates the sign-in page, with one button per person (`name="person"`, `value` is the alias) and a cancel button. */
export function signInPage(content: SignInPage): Response {
  const { people } = content;
  const hinted = people.find((person) => isHinted(person, content.hint));
  const ordered = hinted === undefined ? people : [hinted, ...people.filter((person) => person !== hinted)];
  const stepUp = '<p>Multifactor authentication is required. Choosing an account counts as passing it.</p>';
  const body = `<p class="dim">Choose a ${escape(content.company.name)} account to continue to Portico.</p>
${content.stepUp ? stepUp : ''}
${content.refusal === undefined ? '' : `<p role="alert">${escape(content.refusal)}</p>`}
<form method="post" action="authorize">
${hiddenFields(content.parameters)}
<ul>
${ordered.map((person) => `<li>${button(person, person === hinted)}</li>`).join('\n')}
</ul>
<button class="quiet" name="cancel" value="1">Cancel</button>
</form>`;
  return page('Sign in', body, content.refusal === undefined ? 200 : 403);
}

/** Creates the error page for errors that must not be reported to the client by redirect. */
export function refusalPage(description: string): Response {
  return page('Sign-in failed', `<p>${escape(description)}</p>`, 400);
}

export function isHinted(person: Person, hint: string | undefined): boolean {
  return hint !== undefined && [person.alias, addressOf(person)].includes(hint.toLowerCase());
}

function button(person: Person, hinted: boolean): string {
  const job = `${person.title}, ${person.department}`;
  const note = person.quirk === undefined ? job : `${job} — ${quirks[person.quirk]}`;
  return `<button name="person" value="${escape(person.alias)}"${hinted ? ' class="hinted" autofocus' : ''}>
${escape(person.name)}
<small>${escape(addressOf(person))}</small>
<small>${escape(note)}</small>
</button>`;
}
