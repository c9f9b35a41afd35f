import type { Admission } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import { callTool, type CallContext, type CallNeeds, type CallOutcome } from '../calls/run-tool.ts';
import { listed, type Catalogue, type ListedTool } from '../calls/tool-catalogue.ts';
import type { ServerInfo } from './server-info.ts';
import { readResource, type ResourceOutcome } from './resources.ts';

/** What MCP can ask of this server on behalf of one caller; both ways of answering are made of it. */
export type Serving = {
  readonly serverInfo: ServerInfo;
  /** The caller's tools, in the order of the catalogue. */
  list(): readonly ListedTool[];
  /** The same in bytes, as `write` puts it for one form of answer. */
  written(form: string, write: (tools: readonly ListedTool[]) => string): Buffer;
  call(name: string, args: unknown): Promise<CallOutcome>;
  /** Reads one page of a resource. */
  read(uri: string): Promise<ResourceOutcome>;
};

/** What serving needs of the world. */
export type ServingNeeds = CallNeeds & {
  readonly serverInfo: ServerInfo;
  readonly catalogue: Catalogue;
  readonly policy: Policy;
};

/** The request behind a message. */
export type Source = Omit<CallContext, 'admission'>;

/** Binds the server to one verified caller and one HTTP request. Nothing is looked up before it is asked for. */
export function serveCaller(needs: ServingNeeds, admission: Admission, source: Source): Serving {
  const { catalogue, policy, serverInfo } = needs;
  const visible = () => catalogue.visibleTo(admission.caller, policy);
  return {
    serverInfo,
    list: () => visible().map(listed),
    written: (form, write) => catalogue.written(visible(), form, write),
    call: (name, args) => callTool(name, args, needs, { ...source, admission }),
    read: (uri) => readResource(uri, needs, { ...source, admission }),
  };
}
