import type { TenantSource } from '../../standins/tenant/tenant.ts';
import { giveUp, output } from '../process.ts';
import { clockFrom, openTenantFile } from './open-tenant.ts';
import { readTenantOptions, type TenantOptions } from './tenant-options.ts';

/** The options, with a clock in place of the start time, and the content of the tenant file in place of its path. */
export type TenantCommand = Omit<TenantOptions, 'help' | 'tenant' | 'now'> & {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly source: TenantSource | undefined;
};

/** Reads the command line and the tenant file. If there is nothing to start, prints why, or `usage`, and exits. */
export function readTenantCommand(usage: string): TenantCommand {
  const options = readTenantOptions(process.argv.slice(2));
  if ('problem' in options) giveUp([options.problem]);
  const { help, tenant, now, ...others } = options;
  if (help) {
    output.write(usage);
    process.exit(0);
  }
  const clock = clockFrom(now);
  if (tenant === undefined) return { ...others, now: clock, source: undefined };
  const opened = openTenantFile(tenant, now ?? Date.now());
  if (!opened.ok) giveUp(opened.problems);
  return { ...others, now: clock, source: opened.source };
}
