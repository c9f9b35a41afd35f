// undici has types only for the full package, whose agent has additional methods such as `request`.
declare module 'undici/lib/dispatcher/agent.js' {
  import type { Agent as WholeAgent } from 'undici';
  const Agent: new (options: WholeAgent.Options) => Pick<WholeAgent, 'dispatch'>;
  export { Agent as default };
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';
  const request: (
    this: Pick<Dispatcher, 'dispatch'>,
    options: Dispatcher.RequestOptions,
  ) => Promise<Dispatcher.ResponseData>;
  export { request as default };
}
