import { isRecord } from '../../base/is-record.ts';
import { plainIssue, type Issue } from '../../base/plain-issue.ts';
import { rpcCodes } from '../rpc.ts';

const MAX_ISSUES = 5;

/** Rewrites errors that contain the wording of the SDK's validator. */
export async function withPlainErrors(answer: Response): Promise<Response> {
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
  if (!isJson) return answer;
  const text = await answer.text();
  const { status, headers } = answer;
  const whole = text.includes('"error"') ? (JSON.parse(text) as unknown) : undefined;
  const plain = Array.isArray(whole) ? whole.map(plainMessage) : plainMessage(whole);
  if (plain === undefined) return new Response(text, { status, headers });
  const length = new Headers(headers);
  length.delete('content-length');
  return new Response(JSON.stringify(plain), { status, headers: length });
}

function plainMessage(message: unknown): unknown {
  if (!isRecord(message) || !isRecord(message['error'])) return message;
  const { error } = message;
  return { ...message, error: plainError(error as { code: number; message: string; data?: unknown }) };
}

function plainError(error: { code: number; message: string; data?: unknown }): unknown {
  const issues = issuesIn(error.message);
  if (issues !== undefined) {
    const problems = issues.slice(0, MAX_ISSUES).map((issue) => `${placeOf(issue)} ${plainIssue(issue)}`);
    return { code: rpcCodes.invalidParams, message: `Invalid params: ${problems.join('; ')}.` };
  }
  const plain = error.message.replace(wording, replaceWording);
  if (plain === error.message) return error;
  return { ...error, message: `${plain}.`, ...(error.data !== undefined && { data: plainData(error.data) }) };
}

/** Parses the issues that the SDK appends to a message as JSON. */
function issuesIn(message: string): readonly Issue[] | undefined {
  const start = message.indexOf('[\n');
  if (start === -1) return undefined;
  try {
    const issues = JSON.parse(message.slice(start)) as unknown;
    return Array.isArray(issues) ? (issues as Issue[]).filter(isRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Formats the path to a value. Names from the request are shown only if they are plain words. */
function placeOf({ path }: Issue): string {
  const names = (path ?? []).map(String).filter((name, index) => index > 0 || name !== 'params');
  const shown = names.map((name) => (/^[\w./-]{1,64}$/.test(name) ? name : '(a member)'));
  return shown.length === 0 ? 'params' : shown.slice(0, 6).join('.');
}

const wording = /Invalid input: expected (\w+), received (\w+)/g;

function replaceWording(_all: string, expected: string, received: string): string {
  return plainIssue({ code: 'invalid_type', expected, message: `received ${received}` });
}

/** Rewrites the wording inside `data`. Keeps the structure of `data`, because SDKs can read it. */
function plainData(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data).replace(wording, replaceWording));
}
