import { describe, expect, it } from 'vitest';

import { welcomeText } from '../../../src/hosts/demo/demo-messages.ts';
import { readTourArguments } from '../../../src/hosts/tour/tour-arguments.ts';
import { people } from '../../../src/standins/tenant/people.ts';

const tourIn = (text: string) => /npm run tour.*/.exec(text)?.[0];

describe("the demo's welcome message", () => {
  it.each([
    ['http://localhost:7071', 'npm run tour'],
    ['http://localhost:8080', 'npm run tour -- http://localhost:8080'],
  ])('at %s names the command that starts a tour of this demo', (origin, command) => {
    expect(tourIn(welcomeText(origin, { people }))).toBe(command);
    const [, ...given] = command.split(' -- ');
    expect(readTourArguments(given, undefined)).toMatchObject({ origin });
  });

  it('does not name the tour if the demo uses a different tenant', () => {
    const other = people.map((person) => ({ ...person, address: `${person.alias}@fabrikam.example` }));
    expect(tourIn(welcomeText('http://localhost:7071', { people: other }))).toBeUndefined();
  });
});
