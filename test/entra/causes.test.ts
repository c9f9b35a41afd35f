import { describe, expect, it } from 'vitest';

import { cloudNames, clouds } from '../../src/config/clouds.ts';
import type { Remedy } from '../../src/entra/causes/cause.ts';
import type { Owner } from '../../src/errors.ts';
import {
  causeOf,
  causesByKind,
  createExplain,
  explanationOf,
  sentenceOf,
} from '../../src/entra/causes/explain.ts';
import { parseErrorDetails } from '../../src/entra/causes/entra-error-details.ts';
import { fill, linksOf, portalLinksOf } from '../../src/entra/causes/links.ts';
import { helpFor, serviceStateOf, serviceStates } from '../../src/entra/causes/service-states.ts';
import { failureOf } from '../../src/entra/entra-failure.ts';
import { configWith } from '../kit/mcp-endpoint.ts';
import { silentLog } from '../kit/logs/log-to.ts';

const rows = Object.values(causesByKind).flat();
const numbered = rows.filter(({ code }) => code.startsWith('AADSTS'));
const config = configWith({ publicUrl: 'https://mcp.contoso.example' });
const tid = config.entra.tenantId;

describe('the table of sign-in causes', () => {
  it('lists more than 40 error numbers without duplicates', () => {
    expect(numbered.length).toBeGreaterThan(40);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(rows.length);
  });

  it.each<[number, Owner, RegExp]>([
    [50_014, 'administrator', /invitation/],
    [50_053, 'person', /^Wait/],
    [50_056, 'person', /password/],
    [50_142, 'person', /new password/],
    [53_010, 'person', /location or device/],
    [80_012, 'administrator', /logon hours/],
    [81_010, 'person', /^Sign in again/],
    [50_194, 'operator', /ALLOWED_TENANTS/],
    [90_038, 'operator', /CLOUD/],
    [700_024, 'operator', /clock/],
    [700_025, 'operator', /Web platform/],
    [500_014, 'administrator', /Enabled for users to sign in|subscription/],
    [500_571, 'administrator', /enable it/],
  ])('gives advice that fits the cause of AADSTS%i', (aadsts, owner, advice) => {
    const cause = causeOf({ error: 'invalid_grant', suberror: '', aadsts });
    expect(cause).toMatchObject({ owner, action: expect.stringMatching(advice) });
  });

  it.each(cloudNames)('links only to addresses in the given cloud: %s', (cloudName) => {
    const links = linksOf(configWith({ cloudName, cloud: clouds[cloudName] }), tid);
    const texts = rows.flatMap(({ action, link }) => [fill(action, links), fill(link, links)]);
    const states = Object.values(serviceStates).map(({ link }) => fill(link, portalLinksOf(cloudName)));
    for (const text of [...texts, ...states]) {
      expect(text).not.toMatch(/[{}]|undefined/);
      if (cloudName !== 'public') {
        expect(text).not.toMatch(
          /microsoftonline\.com|microsoft\.com\/|aka\.ms|microsoft365\.com|cloud\.microsoft/,
        );
      }
    }
  });

  it.each(rows.map((row) => [row.code, row] as const))('has a link or a command for %s', (_code, row) => {
    const { link } = explanationOf(row, linksOf(config, tid));
    expect(link).toMatch(/^(?:https:\/\/\S+|azd \w+)$/);
  });

  it.each(rows.map((row) => [row.code, row] as const))(
    'formats %s as a valid OAuth error description',
    (_code, row) => {
      const ids = { traceId: 'x'.repeat(36), correlationId: 'x'.repeat(36), timestamp: 'x'.repeat(20) };
      const explanation = explanationOf(row, linksOf(config, tid), ids);
      const text = sentenceOf(explanation);
      expect(text).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,1000}$/);
      expect(text.endsWith(explanation.link)).toBe(true);
    },
  );

  const errorNames: Record<Remedy, string> = {
    'sign-in-again': 'EntraRefusedError',
    ended: 'EntraRefusedError',
    refused: 'EntraRefusedError',
    consent: 'ConsentRequiredError',
    misconfigured: 'UnavailableError',
    retry: 'UnavailableError',
  };

  it.each(numbered.map((row) => [row.code, row] as const))(
    'determines which error is thrown for %s',
    (code, { remedy }) => {
      const error = { errorCode: 'invalid_grant', errorNo: code.slice('AADSTS'.length) };
      const context = {
        log: silentLog,
        explain: createExplain(config),
        tid,
        adminConsentUrl: 'https://consent',
      };
      const failure = failureOf(error, context);
      expect(failure.name).toBe(errorNames[remedy]);
      expect(failure).toMatchObject({ explanation: { code } });
      if (failure.name === 'EntraRefusedError') {
        expect(failure).toMatchObject({ endsSignIn: remedy !== 'refused' });
      }
    },
  );
});

describe('the cause and the remedy of an error', () => {
  it.each([
    [{ error: 'invalid_grant', suberror: '', aadsts: 50_057 }, 'AADSTS50057', 'ended'],
    [{ error: 'invalid_grant', suberror: 'consent_required', aadsts: 65_001 }, 'AADSTS65001', 'consent'],
    [{ error: 'invalid_grant', suberror: 'consent_required', aadsts: 999_777 }, 'AADSTS999777', 'consent'],
    [{ error: 'invalid_grant', suberror: 'message_only', aadsts: 999_777 }, 'AADSTS999777', 'refused'],
    [
      { error: 'invalid_grant', suberror: 'basic_action', aadsts: 0 },
      'interaction_required',
      'sign-in-again',
    ],
    [{ error: 'invalid_client', suberror: '', aadsts: 999_777 }, 'AADSTS999777', 'misconfigured'],
    [{ error: 'server_error', suberror: '', aadsts: 50_057 }, 'AADSTS50057', 'retry'],
    [{ error: 'temporarily_unavailable', suberror: '', aadsts: 999_777 }, 'AADSTS999777', 'retry'],
    [{ error: 'access_denied', suberror: '', aadsts: 0 }, 'access_denied', 'sign-in-again'],
    [{ error: 'invalid_grant', suberror: 'consent_required', aadsts: 50_076 }, 'AADSTS50076', 'consent'],
    [
      { error: 'invalid_grant', suberror: 'additional_action', aadsts: 0 },
      'interaction_required',
      'sign-in-again',
    ],
    [
      { error: 'invalid_grant', suberror: 'user_password_expired', aadsts: 0 },
      'AADSTS50055',
      'sign-in-again',
    ],
    [{ error: 'something', suberror: '', aadsts: 999_777 }, 'AADSTS999777', 'sign-in-again'],
    [{ error: 'something', suberror: 'constructor', aadsts: 0 }, 'unknown', 'retry'],
  ])('are determined from the details %o: %s, %s', (details, code, remedy) => {
    expect(causeOf(details)).toMatchObject({ code, remedy });
  });
});

describe('an explanation', () => {
  const linkOf = (error: string, aadsts: number) =>
    createExplain(config)({ error, suberror: '', aadsts }, tid).link;

  it("of an unknown error links to Microsoft's page about the error's number, if there is a number", () => {
    expect(linkOf('something', 999_777)).toBe('https://login.microsoftonline.com/error?code=999777');
    expect(linkOf('something', 0)).toBe(linksOf(config, tid).signInLog);
  });

  it('says whether to open its link or to run its command', () => {
    const fixed = { code: 'x', cause: 'It failed.', owner: 'operator', action: 'Fix it.' } as const;
    expect(sentenceOf({ ...fixed, link: 'https://a.example/' })).toMatch(/ Open: https:\/\/a\.example\/$/);
    expect(sentenceOf({ ...fixed, link: 'azd provision' })).toMatch(/ Run: azd provision$/);
  });

  it('keeps braces that do not contain the name of a link', () => {
    const links = { app: 'the-app' };
    expect(fill('{app} {unknown} {constructor} {}', links)).toBe('the-app {unknown} {constructor} {}');
  });
});

describe('the state of a Microsoft 365 service', () => {
  it("is found by the code of a Graph error or, if the code is too general, by the error's message", () => {
    const found = (code: string, message: string) => serviceStateOf(code, message)?.code;
    expect(found('MailboxNotEnabledForRESTAPI', '')).toBe('no_mailbox');
    expect(found('UnknownError', 'The tenant does not have a SPO license.')).toBe('no_sharepoint');
    expect(found('MySiteNotFound', 'The tenant does not have a SPO license.')).toBe('no_onedrive');
    expect(found('UnknownError', 'Something else failed.')).toBeUndefined();
  });

  it('has help, unlike an unrelated error code', () => {
    const links = portalLinksOf('public');
    expect(helpFor('mailbox_moving', links)).toBe(
      "The user can fix this: Wait a few minutes and try again; if the problem continues, check Microsoft's service status. Open: https://status.cloud.microsoft",
    );
    for (const code of ['not_found', 'constructor']) expect(helpFor(code, links)).toBeUndefined();
  });
});

describe('the details in an error description from Entra', () => {
  const id = '255d1aef-8c98-452f-ac51-23d051240864';

  it.each([' ', '\r\n', '. '])('are found with any separator: %j', (gap) => {
    const description = `AADSTS50057: The account ana@contoso.example is disabled.${gap}Trace ID: ${id}${gap}Correlation ID: ${id}${gap}Timestamp: 2026-11-28 21:40:00Z`;
    expect(parseErrorDetails({ error: 'invalid_grant', description })).toEqual({
      error: 'invalid_grant',
      suberror: '',
      aadsts: 50_057,
      traceId: id,
      correlationId: id,
      timestamp: '2026-11-28 21:40:00Z',
    });
  });

  it.each<[unknown, number]>([
    [50_057, 50_057],
    ['50057', 50_057],
    [999_999_999, 999_999_999],
    [1_000_000_000, 0],
    [-50_057, 0],
    [50_057.5, 0],
    ['', 0],
    ['x', 0],
    [{}, 0],
  ])('include an error number only if it is valid: %j', (aadsts, expected) => {
    expect(parseErrorDetails({ error: 'x', description: undefined, aadsts }).aadsts).toBe(expected);
  });

  it.each([
    ['a trace id with markup', 'Trace ID: <script>alert(1)</script>'],
    ['an address as the correlation id', 'Correlation ID: ana@contoso.example'],
    ['a sentence as the time', 'Timestamp: call 555-0100 now'],
    ['a number that is too long', 'AADSTS99999999999999999999: x'],
  ])('exclude malformed values: %s', (_, description) => {
    const details = parseErrorDetails({ error: 'Ask "ana"', suberror: 'x y', description });
    expect(details).toMatchObject({ error: '', suberror: '' });
    expect(details).toMatchObject({ traceId: undefined, correlationId: undefined, timestamp: undefined });
    expect(details.aadsts).toBeLessThan(1e9);
  });

  it('are searched for only at the start of a long text, to save time', () => {
    const long = 'AADSTS'.repeat(500_000);
    const began = performance.now();
    expect(parseErrorDetails({ error: 'x', description: `${long} Trace ID: ${id}` }).traceId).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(200);
  });
});
