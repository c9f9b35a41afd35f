/** Gives a place back; a second time it does nothing. */
export type Leave = () => void;

/** Keeps requests that share a bottleneck to a few at a time. */
export type Lanes = {
  /**
   * Waits for a place in a lane. Whoever shares the lane is served in turn, whatever the number of their requests.
   * `crowded` where too many of this person's wait already, `late` where the signal aborts first.
   */
  enter(lane: string, person: string, signal: AbortSignal): Promise<Leave | 'crowded' | 'late'>;
};

/** Exchange Online answers so many requests of one app to one mailbox at the same time. */
export const AT_A_TIME = 4;
const WAITING_PER_PERSON = 64;

type Lane = { running: number; readonly waiting: Map<string, (() => void)[]> };

/** Lanes that exist as long as somebody is in them. */
export function createLanes(): Lanes {
  const lanes = new Map<string, Lane>();

  const leave = (name: string, lane: Lane) => {
    const next = takeNext(lane);
    if (next !== undefined) return next();
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(name);
  };

  return {
    enter: async (name, person, signal) => {
      const lane = lanes.get(name) ?? { running: 0, waiting: new Map() };
      lanes.set(name, lane);
      if (lane.running < AT_A_TIME) lane.running += 1;
      else {
        const waited = await waitIn(lane, person, signal);
        if (waited !== 'served') return waited;
      }
      let here = true;
      return () => {
        if (here) leave(name, lane);
        here = false;
      };
    },
  };
}

/** The first of the person whose turn it is; the person then goes to the end of the round. */
function takeNext({ waiting }: Lane): (() => void) | undefined {
  const [person, line] = waiting.entries().next().value ?? [];
  if (person === undefined || line === undefined) return undefined;
  const next = line.shift();
  waiting.delete(person);
  if (line.length > 0) waiting.set(person, line);
  return next;
}

function waitIn(lane: Lane, person: string, signal: AbortSignal): Promise<'served' | 'crowded' | 'late'> {
  const line = lane.waiting.get(person) ?? [];
  if (line.length >= WAITING_PER_PERSON) return Promise.resolve('crowded');
  if (signal.aborted) return Promise.resolve('late');
  return new Promise((resolve) => {
    const serve = () => {
      signal.removeEventListener('abort', giveUp);
      resolve('served');
    };
    const giveUp = () => {
      const place = line.indexOf(serve);
      if (place >= 0) line.splice(place, 1);
      if (line.length === 0) lane.waiting.delete(person);
      resolve('late');
    };
    line.push(serve);
    lane.waiting.set(person, line);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
