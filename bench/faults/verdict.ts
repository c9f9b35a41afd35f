import type { LogEntry } from '../../src/standins/graph/request-log.ts';
import type { StandIns } from '../../src/standins/start.ts';
import { median, round } from '../figures/statistics.ts';
import { timesSent } from './crowd.ts';
import type { Candidate, CompletedCall } from './mix.ts';
import { weatherOf, type Weather } from './storm.ts';

/** The results of all quiet or all stormy phases. */
export type Run = {
  readonly calls: number;
  readonly weather: Weather;
  /** Whether the process survived. */
  readonly alive: boolean;
  /** Calls without a response within the deadline plus a margin. */
  readonly hung: number;
  /** Responses that contain another person's address. */
  readonly wrongPerson: number;
  readonly mails: Mails;
  /** Calls by people for whom no faults were injected. */
  readonly lucky: Group;
  readonly unlucky: Group;
  readonly memory: { readonly middleMb: number; readonly lastMb: number };
};

/** Times are medians over the phases. */
type Group = {
  readonly good: number;
  readonly calls: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

/** The outcomes that were reported for messages, and how often a report was wrong. */
export type Mails = {
  readonly sent: number;
  readonly notSent: number;
  readonly unknown: number;
  readonly wronglyReportedSent: number;
  readonly wronglyReportedNotSent: number;
  readonly sentTwice: number;
};

/** The observations in all quiet or all stormy phases, and the memory use at regular intervals. */
export type Observations = {
  readonly completed: readonly CompletedCall[];
  readonly log: readonly LogEntry[];
  readonly memoryMb: readonly number[];
  readonly alive: boolean;
};

export function sumUp(candidate: Candidate, standIns: StandIns, observations: Observations): Run {
  const { completed, log, memoryMb, alive } = observations;
  const third = Math.floor(memoryMb.length / 3);
  return {
    calls: completed.length,
    weather: weatherOf(log),
    alive,
    hung: completed.filter(({ status }) => status === 0).length,
    wrongPerson: completed.filter(namesAnother).length,
    mails: mailsOf(candidate, standIns, completed),
    lucky: groupOf(completed.filter(({ worker }) => !worker.unlucky)),
    unlucky: groupOf(completed.filter(({ worker }) => worker.unlucky)),
    memory: {
      middleMb: round(median(memoryMb.slice(third, 2 * third))),
      lastMb: round(median(memoryMb.slice(-third))),
    },
  };
}

/** Workers send mail only to themselves, so a response that contains another worker's address is wrong. */
function namesAnother({ text, worker }: CompletedCall): boolean {
  const named = text.match(/worker\.\d{3}(?=@)/g) ?? [];
  return named.some((alias) => alias !== worker.person.alias);
}

function mailsOf(candidate: Candidate, standIns: StandIns, completed: readonly CompletedCall[]): Mails {
  const ends = completed
    .filter(({ operation, status }) => operation === 'send' && status !== 0)
    .map((mail) => ({
      reportedOutcome: candidate.reportedOutcome(mail),
      times: timesSent(standIns, mail.worker, mail.subject),
    }));
  const count = (test: (end: (typeof ends)[number]) => boolean) => ends.filter(test).length;
  return {
    sent: count(({ reportedOutcome }) => reportedOutcome === 'sent'),
    notSent: count(({ reportedOutcome }) => reportedOutcome === 'not sent'),
    unknown: count(({ reportedOutcome }) => reportedOutcome === 'unknown'),
    wronglyReportedSent: count(({ reportedOutcome, times }) => reportedOutcome === 'sent' && times === 0),
    wronglyReportedNotSent: count(
      ({ reportedOutcome, times }) => reportedOutcome === 'not sent' && times > 0,
    ),
    sentTwice: count(({ times }) => times > 1),
  };
}

function groupOf(completed: readonly CompletedCall[]): Group {
  const phases = [...new Set(completed.map(({ phase }) => phase))].map((name) =>
    completed
      .filter(({ phase }) => phase === name)
      .map(({ ms }) => ms)
      .toSorted((a, b) => a - b),
  );
  const at = (share: number) =>
    round(median(phases.map((times) => times[Math.floor(times.length * share)] ?? Number.NaN)));
  return {
    good: completed.filter(({ status, isError }) => status === 200 && !isError).length,
    calls: completed.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** A requirement, and whether it is met. */
export type Claim = { readonly claim: string; readonly figure: string; readonly holds: boolean };

const SLOWER = 1.5;
/**
 * Maximum ratio of the memory use in the last third of the run to that in the middle third. Garbage collection alone
 * changes memory use by 10 % or more.
 */
const MEMORY_GROWTH = 1.2;

/** Checks the requirements for the stormy phases. Some requirements are relative to the quiet phases. */
export function claimsOf(quiet: Run, stormy: Run): readonly Claim[] {
  const { mails, weather, memory } = stormy;
  const share = weather.faults / weather.requests;
  const slower = round(stormy.lucky.p99Ms / quiet.lucky.p99Ms);
  const growth = round(memory.lastMb / memory.middleMb);
  const none = (claim: string, figure: number): Claim => ({
    claim,
    figure: String(figure),
    holds: figure === 0,
  });
  return [
    {
      claim: 'at least 18 % of the requests to Graph have a fault',
      figure: percent(share),
      holds: share >= 0.18,
    },
    {
      claim: 'kinds of faults that occurred',
      figure: `${weather.occurred} of ${weather.injected}`,
      holds: weather.occurred === weather.injected,
    },
    { claim: 'process survived', figure: String(stormy.alive), holds: stormy.alive },
    none('calls beyond the deadline', stormy.hung),
    none('responses for another person', stormy.wrongPerson),
    none('messages wrongly reported as sent', mails.wronglyReportedSent),
    none('messages wrongly reported as not sent', mails.wronglyReportedNotSent),
    none('messages sent twice', mails.sentTwice),
    {
      claim: 'messages reported as unknown, out of those whose response was lost',
      figure: `${mails.unknown} of ${weather.lostMails}`,
      holds: mails.unknown <= weather.lostMails,
    },
    {
      claim: `p99 for people without faults, × quiet (≤ ${SLOWER})`,
      figure: String(slower),
      holds: slower <= SLOWER,
    },
    {
      claim: `memory, last third × middle (≤ ${MEMORY_GROWTH})`,
      figure: String(growth),
      holds: growth <= MEMORY_GROWTH,
    },
  ];
}

function percent(share: number): string {
  return `${round(share * 100)} %`;
}
