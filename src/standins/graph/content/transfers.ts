import { type DriveItem, itemsOf } from '../../tenant/drive.ts';
import { bytes } from '../../tenant/ids.ts';
import type { Tenant } from '../../tenant/tenant.ts';
import { GraphError } from '../graph-errors.ts';
import { createSecretUrls } from './secret-urls.ts';

/** Downloads and upload sessions. Their URLs need no token, and a request with a token is refused. */
export type Transfers = {
  /** Returns a pre-authenticated URL for a file's content, valid for one to two hours. */
  downloadUrl(drive: string, item: DriveItem): string;
  /** Returns a pre-authenticated URL for a report in CSV format. */
  reportUrl(csv: string): string;
  /** Returns a pre-authenticated URL for a converted file. */
  convertedUrl(file: ConvertedFile): string;
  /** Returns the converted file at a URL; undefined if there is none. */
  convertedOf(pathname: string): ConvertedFile | undefined;
  /** Returns the report at a URL; undefined if there is none. */
  reportOf(pathname: string): string | undefined;
  /** Returns the file at a download URL; undefined if the URL is forged or expired. */
  fileOf(pathname: string): DriveItem | undefined;
  /** Opens an upload session. `finish` stores the complete file and returns the response body for the last chunk. */
  open(
    finish: (content: Buffer) => unknown,
    service?: Service,
  ): {
    readonly uploadUrl: string;
    readonly expirationDateTime: string;
  };
  session(pathname: string): UploadSession | undefined;
  /** Returns a pre-authenticated URL for monitoring a job. */
  monitorUrl(job: Job): string;
  /**
   * Returns the state of a job; undefined if the URL does not belong to a job. The state advances with each request.
   */
  stateOf(pathname: string): JobState | undefined;
};

export type ConvertedFile = { readonly content: Buffer; readonly type: string };

/** A job that either fails or, after a number of polls, succeeds with the id of the new item (`done`). */
export type Job = { readonly failed: GraphError } | { readonly done: string; readonly polls: number };

/** The service that an upload session belongs to. Exchange sessions and SharePoint sessions behave differently. */
export type Service = 'exchange' | 'sharepoint';

export type UploadSession = {
  readonly service: Service;
  readonly expirationDateTime: string;
  expected(): readonly string[];
  /** Adds a chunk. Returns the stored item after the last chunk, otherwise undefined. */
  take(chunk: { readonly from: number; readonly total: number; readonly content: Buffer }): unknown;
  cancel(): void;
};

const HOUR = 3_600_000;
const CHUNK_UNIT = 320 * 1024;
const MAX_EXCHANGE_CHUNK = 4 * 1024 * 1024;
const MAX_SESSIONS = 200;
const MAX_CONVERTED = 20;
const MAX_FILE_BYTES = 250 * 1024 * 1024;

/**
 * Creates the store of downloads and upload sessions. `origin` returns the content origin, which is known only once the
 * server listens.
 */
export function createTransfers(tenant: Tenant, origin: () => string): Transfers {
  const urls = <Value>(folder: string, limit: number) =>
    createSecretUrls<Value>(tenant, origin, folder, limit);
  const uploads = urls<UploadSession>('upload', MAX_SESSIONS);
  const reports = urls<string>('report', MAX_SESSIONS);
  const converted = urls<ConvertedFile>('converted', MAX_CONVERTED);
  const jobs = urls<{ readonly job: Job; polls: number }>('monitor', MAX_SESSIONS);
  const sealOf = (payload: string) => bytes(`transfer|${payload}`, 480).toString('base64url');
  return {
    downloadUrl: (drive, item) => {
      const until = Math.floor(tenant.now().getTime() / HOUR) * HOUR + 2 * HOUR;
      const payload = Buffer.from(`${drive}|${item.id}|${until}`).toString('base64url');
      return `${origin()}/download/${payload}?tempauth=v1.${sealOf(payload)}&ApiVersion=2.0`;
    },
    fileOf: (url) => {
      const [, payload = '', seal] = /^\/download\/([\w-]+)\?tempauth=v1\.([\w-]+)/.exec(url) ?? [];
      const [drive = '', item = '', until = '0'] = Buffer.from(payload, 'base64url').toString().split('|');
      if (seal !== sealOf(payload) || Number(until) < tenant.now().getTime()) return undefined;
      return itemsOf(tenant, drive).get(item);
    },
    reportUrl: reports.add,
    reportOf: reports.get,
    convertedUrl: converted.add,
    convertedOf: converted.get,
    open: (finish, service = 'sharepoint') => {
      const expirationDateTime = new Date(tenant.now().getTime() + 24 * HOUR).toISOString();
      const cancel = () => uploads.remove(uploadUrl);
      const uploadUrl = uploads.add(openSession({ expirationDateTime, service }, finish, cancel));
      return { uploadUrl, expirationDateTime };
    },
    session: uploads.get,
    monitorUrl: (job) => jobs.add({ job, polls: 0 }),
    stateOf: (pathname) => {
      const running = jobs.get(pathname);
      if (!running) return undefined;
      running.polls += 1;
      return stateOfJob(running.job, running.polls);
    },
  };
}

type JobState = { readonly status: string; readonly [property: string]: unknown };

function stateOfJob(job: Job, polls: number): JobState {
  const operation = 'ItemCopy';
  if ('failed' in job) {
    const { code, message } = job.failed;
    return { operation, status: 'failed', percentageComplete: 0, error: { code, message } };
  }
  if (polls >= job.polls)
    return { operation, status: 'completed', percentageComplete: 100, resourceId: job.done };
  return { operation, status: 'inProgress', percentageComplete: (100 * polls) / job.polls };
}

function openSession(
  { expirationDateTime, service }: Pick<UploadSession, 'expirationDateTime' | 'service'>,
  finish: (content: Buffer) => unknown,
  cancel: () => void,
): UploadSession {
  const chunks: Buffer[] = [];
  let received = 0;
  return {
    expirationDateTime,
    service,
    expected: () => [`${received}-`],
    cancel,
    take: ({ from, total, content }) => {
      if (from !== received)
        throw new GraphError(
          416,
          'invalidRange',
          'The uploaded fragment does not start where the previous one ended.',
        );
      if (total > MAX_FILE_BYTES) throw new GraphError(413, 'quotaLimitReached', 'The file is too large.');
      if (service === 'exchange' && content.length > MAX_EXCHANGE_CHUNK)
        throw new GraphError(413, 'ErrorMaximumRequestSizeExceeded', 'A chunk can have at most 4 MB.');
      const last = from + content.length === total;
      const isOdd = service === 'sharepoint' && !last && content.length % CHUNK_UNIT !== 0;
      if (from + content.length > total || isOdd)
        throw new GraphError(
          400,
          'invalidRequest',
          'The size of each fragment except the last must be a multiple of 320 KiB.',
        );
      chunks.push(content);
      received += content.length;
      if (!last) return undefined;
      cancel();
      return finish(Buffer.concat(chunks));
    },
  };
}
