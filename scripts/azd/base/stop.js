/** Ends a hook. The message tells the user who ran azd what is wrong and what to do. */
export class Stop extends Error {
  name = 'Stop';
}
