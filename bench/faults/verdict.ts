import type { LogEntry } from '../../src/standins/graph/request-log.ts';
import type { StandIns } from '../../src/standins/start.ts';
import { median, round } from '../statistics.ts';
import { timesSent } from './crowd.ts';
import type { Candidate, Made } from './mix.ts';
import { weatherOf, type Weather } from './storm.ts';

/** The results of all quiet or all stormy phases. */
export type Run = {
  readonly calls: number;
  readonly weather: Weather;
  /** Whether the process survived. */
  readonly alive: boolean;
  /** Calls without a response within the deadline plus a margin. */
  readonly hung: number;
  /** Responses that name another person. */
  readonly strangers: number;
  readonly mails: Mails;
  /** The calls of people without injected faults. */
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

/** What was reported about messages, and how often it was wrong. */
export type Mails = {
  readonly sent: number;
  readonly notSent: number;
  readonly unknown: number;
  readonly wronglyReportedSent: number;
  readonly wronglyReportedNotSent: number;
  readonly sentTwice: number;
};

/** The observations in all quiet or all stormy phases; memory at regular intervals. */
export type Seen = {
  readonly made: readonly Made[];
  readonly log: readonly LogEntry[];
  readonly memoryMb: readonly number[];
  readonly alive: boolean;
};

export function sumUp(candidate: Candidate, standIns: StandIns, seen: Seen): Run {
  const { made, log, memoryMb, alive } = seen;
  const third = Math.floor(memoryMb.length / 3);
  return {
    calls: made.length,
    weather: weatherOf(log),
    alive,
    hung: made.filter(({ status }) => status === 0).length,
    strangers: made.filter(namesAnother).length,
    mails: mailsOf(candidate, standIns, made),
    lucky: groupOf(made.filter(({ worker }) => !worker.unlucky)),
    unlucky: groupOf(made.filter(({ worker }) => worker.unlucky)),
    memory: {
      middleMb: round(median(memoryMb.slice(third, 2 * third))),
      lastMb: round(median(memoryMb.slice(-third))),
    },
  };
}

/** Everybody sends mail only to themselves, so a response with another worker's address is wrong. */
function namesAnother({ text, worker }: Made): boolean {
  const named = text.match(/worker\.\d{3}(?=@)/g) ?? [];
  return named.some((alias) => alias !== worker.person.alias);
}

function mailsOf(candidate: Candidate, standIns: StandIns, made: readonly Made[]): Mails {
  const ends = made
    .filter(({ deed, status }) => deed === 'send' && status !== 0)
    .map((mail) => ({ told: candidate.told(mail), times: timesSent(standIns, mail.worker, mail.subject) }));
  const count = (test: (end: (typeof ends)[number]) => boolean) => ends.filter(test).length;
  return {
    sent: count(({ told }) => told === 'sent'),
    notSent: count(({ told }) => told === 'not sent'),
    unknown: count(({ told }) => told === 'unknown'),
    wronglyReportedSent: count(({ told, times }) => told === 'sent' && times === 0),
    wronglyReportedNotSent: count(({ told, times }) => told === 'not sent' && times > 0),
    sentTwice: count(({ times }) => times > 1),
  };
}

function groupOf(made: readonly Made[]): Group {
  const shifts = [...new Set(made.map(({ shift }) => shift))].map((name) =>
    made
      .filter(({ shift }) => shift === name)
      .map(({ ms }) => ms)
      .toSorted((a, b) => a - b),
  );
  const at = (share: number) =>
    round(median(shifts.map((times) => times[Math.floor(times.length * share)] ?? Number.NaN)));
  return {
    good: made.filter(({ status, isError }) => status === 200 && !isError).length,
    calls: made.length,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

/** A requirement and whether it holds. */
export type Claim = { readonly claim: string; readonly figure: string; readonly holds: boolean };

const SLOWER = 1.5;
/** Garbage collection alone changes memory use by 10 % or more. */
const MEMORY_GROWTH = 1.2;

/** Checks the requirements for the stormy phases, some of them relative to the quiet ones. */
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
    { claim: 'alive', figure: String(stormy.alive), holds: stormy.alive },
    none('calls beyond the deadline', stormy.hung),
    none('responses for another person', stormy.strangers),
    none('mails wrongly reported as sent', mails.wronglyReportedSent),
    none('mails wrongly reported as not sent', mails.wronglyReportedNotSent),
    none('mails sent twice', mails.sentTwice),
    {
      claim: 'mails reported as unknown, of responses lost',
      figure: `${mails.unknown} of ${weather.lostMails}`,
      holds: mails.unknown <= weather.lostMails,
    },
    {
      claim: `p99 of people without faults, × quiet (≤ ${SLOWER})`,
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
