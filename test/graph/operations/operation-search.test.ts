import { describe, expect, it } from 'vitest';

import { curatedQuestions } from '../../../bench/search/curated-questions.ts';
import { longTailQuestions } from '../../../bench/search/long-tail-questions.ts';
import type { Question } from '../../../bench/search/questions.ts';
import { intents } from '../../../src/graph/operations/intents/intents.ts';
import { createOperationIndex } from '../../../src/graph/operations/operation-index.ts';
import { createOperationSearch } from '../../../src/graph/operations/search/operation-search.ts';
import { stem, stemsOf, stemsOfName } from '../../../src/graph/operations/search/stems.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';

const open = createOperationIndex();
const index = open();
const search = createOperationSearch(open);
const namesOf = (question: string, wanted: object = {}) =>
  search(question, { tools: catalogue, most: 5, ...wanted }).map(({ tool, operation }) =>
    operation === undefined ? tool.name : `${operation.method} ${operation.path}`,
  );

/** Returns the proportion of questions for which a right answer is among the first five results. */
function hitRate(questions: readonly Question[]): number {
  const hits = questions.filter(({ ask, right }) => {
    const names = new Set(namesOf(ask));
    return right.some((one) => {
      const [method = '', path] = one.split(' ');
      const operation = path === undefined ? undefined : index.find(method, path);
      return names.has(operation === undefined ? one : `${operation.method} ${operation.path}`);
    });
  });
  return hits.length / questions.length;
}

describe('the search for tools and operations', () => {
  it("returns the right operation among the first five results for users' questions", () => {
    expect(hitRate([...curatedQuestions.tuning, ...curatedQuestions.heldOut])).toBeGreaterThanOrEqual(0.9);
    expect(hitRate([...longTailQuestions.tuning, ...longTailQuestions.heldOut])).toBeGreaterThanOrEqual(0.75);
  });

  it('returns only operations that are in the index', () => {
    const lost = intents().filter(({ method, path }) => index.find(method, path) === undefined);
    expect(lost).toEqual([]);
  });

  it('finds operations even if only their paths contain the words', () => {
    expect(namesOf('learning course activities')).toContain(
      'GET /employeeExperience/learningCourseActivities',
    );
  });

  it("prefers the HTTP method that the query's verb suggests", () => {
    const tools: [] = [];
    expect(namesOf('delete a conditional access policy', { tools })[0]).toMatch(/^DELETE /);
    expect(namesOf('list conditional access policies', { tools })[0]).toMatch(/^GET /);
    expect(namesOf('list conditional access policies')[0]).toBe('list_conditional_access_policies');
  });

  it.each([
    ['deleted users', 'GET /directory/deletedItems/microsoft.graph.user'],
    ['delete a user', 'DELETE /users/{user-id}'],
    ['shared calendars', 'list_calendars'],
  ])('distinguishes a participle from a command: %s', (question, first) => {
    expect(namesOf(question)[0]).toBe(first);
  });

  it.each(['compliance', 'admin roles', 'who are our external users', 'print'])(
    'ranks the root of a service below real operations, because the root only groups resources: %s',
    (question) => {
      const [first, second] = namesOf(question);
      for (const name of [first, second]) expect(name).not.toMatch(/^[A-Z]+ \/\w+$/);
    },
  );

  it.each([
    ['disable a user', 'PATCH /users/{user-id}'],
    ['which guests are in our tenant', 'list_users'],
    ['create a Teams team', 'POST /teams'],
    ['non-compliant devices', 'list_managed_devices'],
    ['org chart', 'list_direct_reports'],
    ['organisational chart', 'list_direct_reports'],
    ['change the manager of an employee', 'PUT /users/{user-id}/manager/$ref'],
    ['who has access to this file', 'get_file'],
    ['get our company details', 'get_organization'],
    ['who is my manager', 'get_manager'],
  ])('answers the question "%s" first with %s', (question, first) => {
    expect(namesOf(question)[0]).toBe(first);
  });

  it.each(['Ben', 'Ana', 'Dana', 'Karin', 'Priya'])(
    "does not mistake a person's name for a word that describes a tool: %s",
    (name) => {
      expect(namesOf(`manager of ${name}`)[0]).toBe('get_manager');
      expect(namesOf(`has ${name} replied`)).not.toContain('list_planner_tasks');
    },
  );

  it('returns only operations with the given method and area', () => {
    const writes =
      /^POST |^(?:send_channel_message|send_chat_message|create_chat|create_channel|set_status_message)$/;
    for (const name of namesOf('messages', { method: 'POST', area: 'teams' })) expect(name).toMatch(writes);
    expect(namesOf('send an email', { area: 'files' })).not.toContain('send_mail');
  });

  it('finds the tool for a misspelt word', () => {
    expect(namesOf('show my calender')).toContain('list_calendars');
    expect(namesOf('list the printres')).toContain('GET /print/printers');
  });

  it('finds an operation if the query writes two words as one', () => {
    expect(namesOf('printqueue')).toContain('GET /print/printers/{printer-id}/jobs');
  });

  it('ranks an operation first if the query contains its exact name', () => {
    expect(namesOf('list users')[0]).toBe('list_users');
    expect(namesOf('list users', { tools: [] })[0]).toBe('GET /users');
    expect(namesOf('/users/{id}/memberOf')[0]).toBe('GET /users/{user-id}/memberOf');
  });

  it('returns only the tools that it was given', () => {
    expect(namesOf('send an email', { tools: [] })).toContain('POST /users/{user-id}/sendMail');
  });

  it.each(['', '   ', 'the of and', '%%%', 'x'.repeat(10_000), 'constructor __proto__', '\ud800'])(
    'handles %j without an error',
    (question) => {
      expect(() => namesOf(question)).not.toThrow();
    },
  );
});

describe('stemming', () => {
  it.each([
    ['policies', 'policy'],
    ['booked', 'booking'],
    ['devices', 'device'],
    ['printed', 'print'],
  ])('gives %s and %s the same stem', (one, other) => {
    expect(stem(one)).toBe(stem(other));
  });

  it('ignores accents', () => {
    expect(stemsOf('résumé in the café, naïve')).toEqual(stemsOf('resume in the cafe, naive'));
  });

  it('drops stop words and normalises idioms and spellings', () => {
    expect(stemsOf('what do I have to do')).toEqual(stemsOf('todo'));
    expect(stemsOf('call off the meeting')).toEqual(stemsOf('cancel the meeting'));
    expect(stemsOf('E-mail')).toEqual(stemsOf('email'));
  });

  it('splits a camel-case Graph name into words and stems each word', () => {
    expect(stemsOfName('riskyUsers')).toEqual(expect.arrayContaining(['risky', 'user'].map(stem)));
  });
});
