import { addressOf, type Person } from '../tenant/people.ts';
import { EntraRefusal } from './entra-errors.ts';

/** Where a refusal can be injected: on the sign-in page, or in one grant of the token endpoint. */
export type Place = 'authorize' | 'code' | 'refresh' | 'on-behalf-of';

export type InjectedRefusal = {
  readonly place: Place;
  /** The OAuth error code. */
  readonly error: string;
  readonly aadsts: number;
  readonly suberror?: string;
  /** JSON text. */
  readonly claims?: string;
  /** The alias of the only person to refuse; everyone by default. */
  readonly person?: string;
  /** How many requests to refuse; one by default. */
  readonly times?: number;
};

export type InjectedRefusals = {
  readonly add: (refusal: InjectedRefusal) => void;
  readonly clear: () => void;
  /** Throws the pending refusal for this endpoint or grant and this person, if any. */
  readonly apply: (place: Place, person: Person | undefined) => void;
};

const LIMIT = 100;

export function createInjectedRefusals(): InjectedRefusals {
  let pending: { readonly refusal: InjectedRefusal; left: number }[] = [];
  return {
    add: (refusal) => {
      pending = [...pending, { refusal, left: refusal.times ?? 1 }].slice(-LIMIT);
    },
    clear: () => {
      pending = [];
    },
    apply: (place, person) => {
      const found = pending.find(
        ({ refusal, left }) =>
          left > 0 &&
          refusal.place === place &&
          (refusal.person === undefined || refusal.person === person?.alias),
      );
      if (found === undefined) return;
      found.left -= 1;
      throw refusalOf(found.refusal, person);
    },
  };
}

/** Creates a refusal whose text contains the account, its object id and the app, as in Entra. */
function refusalOf(
  { aadsts, error, suberror, claims }: InjectedRefusal,
  person: Person | undefined,
): EntraRefusal {
  const account =
    person === undefined ? "'{EmailHidden}'" : `'${addressOf(person)}' (object id ${person.oid})`;
  return new EntraRefusal(aadsts, {
    error,
    sentence: `User account ${account} with the name "${person?.name ?? 'unknown'}" was refused for the application 'Portico "Internal"'.`,
    ...(suberror !== undefined && { suberror }),
    ...(claims !== undefined && { claims }),
  });
}
