/** Ends a hook. The message is for the person who ran azd: what is wrong and what to do. */
export class Stop extends Error {
  name = 'Stop';
}
