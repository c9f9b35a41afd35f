import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { startProgram } from '../../kit/program.ts';
import { freePort } from '../../kit/free-port.ts';
import { startServer, type RunningServer } from '../../kit/server.ts';
import { startAzurite, type Azurite } from './azurite.ts';
import { startProxy } from '../kit/proxy.ts';

/** Which instance responds: both in turn, or only one. */
export type Choice = 'alternate' | 0 | 1;

/** Two built servers that share one Azurite, behind a round-robin proxy. */
export type TwoHosts = {
  /** The public origin. */
  readonly origin: string;
  readonly instances: readonly RunningServer[];
  readonly standIns: StandIns;
  readonly azurite: Azurite;
  /** Requests per instance through the proxy. */
  readonly served: readonly [number, number];
  /** Routes all requests to `to` while `work` runs. Only one test at a time may use this function. */
  readonly through: <T>(to: Choice, work: () => Promise<T>) => Promise<T>;
  /** Runs `npm run block` with these arguments. */
  readonly block: (...words: string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `settings` override the stand-ins' settings. `prepare` may change the stand-ins first. */
export type TwoHostsOptions = {
  readonly settings?: Readonly<Record<string, string>>;
  readonly prepare?: (standIns: StandIns) => void;
};

/** Settings that turn the rate limits off. */
export const withoutLimits = {
  RATE_LIMIT_PER_PERSON: '0',
  RATE_LIMIT_PER_ADDRESS: '0',
  RATE_LIMIT_FAILURES: '0',
};

/** Starts the stand-ins, Azurite, the proxy and both servers. */
export async function startTwoHosts({ settings, prepare }: TwoHostsOptions = {}): Promise<TwoHosts> {
  const standIns = await startStandIns();
  const azurite = await startAzurite();
  const ports = [await freePort(), await freePort()];
  const served: [number, number] = [0, 0];
  let choice: Choice = 'alternate';
  let turn = 0;
  const balancer = await startProxy(() => {
    const chosen = choice === 'alternate' ? ((turn += 1) % 2 === 0 ? 0 : 1) : choice;
    served[chosen] += 1;
    return { origin: `http://127.0.0.1:${ports[chosen]}` };
  });
  const { origin: publicUrl } = balancer;
  const instances: RunningServer[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await Promise.all([balancer.close(), standIns.close(), azurite.close()]);
  };
  const all = { ...standIns.settings, STATE_TABLES_URL: azurite.url, ...settings };
  prepare?.(standIns);
  try {
    for (const port of ports) instances.push(await startServer({ settings: all, port, publicUrl }));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    origin: publicUrl,
    instances,
    standIns,
    azurite,
    served,
    through: async (to, work) => {
      choice = to;
      try {
        return await work();
      } finally {
        choice = 'alternate';
      }
    },
    block: async (...words) => {
      const env = { STATE_TABLES_URL: azurite.url, ALLOW_LOOPBACK_UPSTREAMS: 'true' };
      const program = startProgram('block', env, words);
      if ((await program.ended) !== 0) throw new Error(program.output());
    },
    close,
  };
}
