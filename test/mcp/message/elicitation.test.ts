import { Client, StreamableHTTPClientTransport, type ElicitResult } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';

import { createPolicy } from '../../../src/policy/policy.ts';
import {
  configWith,
  envelope,
  goodToken,
  modern,
  openEndpoint,
  post,
  publicUrl,
} from '../../kit/mcp-endpoint.ts';

const info = { name: 'test', version: '1' };
const config = configWith({ externalSend: 'approve' });
const outside = { to: ['eve@evil.example'] };
const CAPABILITIES = 'io.modelcontextprotocol/clientCapabilities';

const open = (fastPath: boolean) => openEndpoint({ fastPath, config, policy: createPolicy(config) });
const sent = ({ requests }: ReturnType<typeof open>) =>
  requests.filter(({ path }) => path === '/me/sendMail').length;

type Elicitation = { form: Record<string, never> } | { url: Record<string, never> };

/** Connects a client whose user answers every form with `answer`. */
async function connect(fastPath: boolean, answer: ElicitResult, elicitation: Elicitation = { form: {} }) {
  const endpoint = open(fastPath);
  const questions: { message: string }[] = [];
  const client = new Client(info, { capabilities: { elicitation }, versionNegotiation: { mode: 'auto' } });
  if (!('url' in elicitation))
    client.setRequestHandler('elicitation/create', ({ params }) => {
      questions.push(params);
      return answer;
    });
  const fetch = (input: string | URL, init?: RequestInit) => endpoint.handle(new Request(input, init));
  const requestInit = { headers: { authorization: `Bearer ${goodToken}` } };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${publicUrl}/mcp?preset=all`), { fetch, requestInit }),
  );
  const call = async (args: Record<string, unknown> = outside) => {
    const { content, isError } = await client.callTool({ name: 'send_note', arguments: args });
    return { text: JSON.stringify(content), isError: isError === true };
  };
  return { endpoint, questions, call };
}

const yes: ElicitResult = { action: 'accept', content: { approve: true } };

describe.each([true, false])('a call from a client with form elicitation (fast path %s)', (fastPath) => {
  it('asks the user and sends the email after approval', async () => {
    const { endpoint, questions, call } = await connect(fastPath, yes);
    expect((await call()).text).toContain('Sent to 1.');
    expect(sent(endpoint)).toBe(1);
    expect(questions).toHaveLength(1);
    expect(questions[0]?.message).toContain('Outside: eve@evil.example');
    await call({ to: ['mallory@evil.example'] });
    expect([sent(endpoint), questions.length]).toEqual([2, 2]);
  });

  it('does not ask about mail within the organisation', async () => {
    const { questions, call } = await connect(fastPath, yes);
    expect((await call({ to: ['ben@contoso.example'] })).text).toContain('Sent to 1.');
    expect(questions).toEqual([]);
  });

  it.each<[string, ElicitResult, string]>([
    ['declines', { action: 'decline' }, 'The user rejected this action.'],
    ['accepts without a choice', { action: 'accept', content: {} }, 'The user rejected this action.'],
    ['chooses no', { action: 'accept', content: { approve: false } }, 'The user rejected this action.'],
    ['closes the form', { action: 'cancel' }, 'The user dismissed the question without answering it.'],
  ])('sends nothing if the user %s', async (_what, answer, words) => {
    const { endpoint, call } = await connect(fastPath, answer);
    const { text, isError } = await call();
    expect([isError, sent(endpoint)]).toEqual([true, 0]);
    expect(text).toContain(words);
  });

  it('does not ask again about an email that the user has rejected', async () => {
    const { questions, call } = await connect(fastPath, { action: 'decline' });
    await call();
    expect((await call()).text).toContain('The user rejected this action.');
    expect(questions).toHaveLength(1);
  });

  it('asks the user even if the model made up a confirmation', async () => {
    const { endpoint, questions, call } = await connect(fastPath, yes);
    expect((await call({ ...outside, confirmation: 'A'.repeat(30) })).text).toContain('Sent to 1.');
    expect([sent(endpoint), questions.length]).toEqual([1, 1]);
    expect(questions[0]?.message).not.toContain('Your earlier answer was not accepted');
  });
});

describe('a call from a client without form elicitation', () => {
  it('returns a link if the client supports URL elicitation', async () => {
    const { endpoint, call } = await connect(true, yes, { url: {} });
    expect((await call()).text).toContain('https://portico.example/approve/');
    expect(sent(endpoint)).toBe(0);
  });
});

describe("an elicitation's requestState", () => {
  const withForms = { ...envelope, [CAPABILITIES]: { elicitation: { form: {} } } };
  const ask = (more: object = {}, args: object = outside) =>
    modern('tools/call', { name: 'send_note', arguments: args, _meta: withForms, ...more });
  const approved = (requestState: string) => ({
    requestState,
    inputResponses: { approval: { action: 'accept', content: { approve: true } } },
  });
  const stateIn = async (response: Response): Promise<string> => {
    const { result } = (await response.json()) as {
      result: { resultType: string; requestState?: string };
    };
    expect(result.resultType).toBe('input_required');
    return result.requestState ?? '';
  };

  it('is accepted only once and only for the same arguments', async () => {
    const endpoint = open(true);
    const state = await stateIn(await endpoint.handle(ask()));
    const other = await endpoint.handle(ask(approved(state), { to: ['mallory@evil.example'] }));
    expect(await other.clone().text()).toContain('Your earlier answer was not accepted');
    await stateIn(other);
    expect(sent(endpoint)).toBe(0);
    await endpoint.handle(ask(approved(state)));
    expect(sent(endpoint)).toBe(1);
    await stateIn(await endpoint.handle(ask(approved(state))));
    expect(sent(endpoint)).toBe(1);
  });

  it('is not accepted if it is made up or if it is sent as a confirmation', async () => {
    const endpoint = open(true);
    const state = await stateIn(await endpoint.handle(ask()));
    await stateIn(await endpoint.handle(ask({}, { ...outside, confirmation: state })));
    await stateIn(await endpoint.handle(ask(approved('A'.repeat(30)))));
    expect(sent(endpoint)).toBe(0);
  });

  it('is ignored in revision 2025-11-25, and the client gets a link instead', async () => {
    const endpoint = open(true);
    const state = await stateIn(await endpoint.handle(ask()));
    const params = { name: 'send_note', arguments: outside, ...approved(state) };
    const old = post(
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      { 'mcp-protocol-version': '2025-11-25' },
    );
    expect(await (await endpoint.handle(old)).text()).toContain('/approve/');
    expect(sent(endpoint)).toBe(0);
  });
});
