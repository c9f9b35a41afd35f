import { usersOf } from '../../../tenant/directory.ts';
import type { Call, Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { needs, type Route, route } from '../../router.ts';

const periods = new Set(['D7', 'D30', 'D90', 'D180']);

/** Redirects to a report with one line per user, as Graph v1.0 does for all usage reports. */
function redirectToReport(call: Call): Reply {
  const period = call.param('period');
  if (!periods.has(period)) throw badRequest(`Invalid period value specified: ${period}`, 'InvalidArgument');
  const day = call.tenant.now().toISOString().slice(0, 10);
  const lines = usersOf(call.tenant)
    .all()
    .map((user) => `${day},${user.userPrincipalName},${user.displayName},False,${period.slice(1)}`);
  const head = '\ufeffReport Refresh Date,User Principal Name,Display Name,Is Deleted,Report Period';
  return {
    status: 302,
    headers: { location: call.transfers.reportUrl(`${[head, ...lines].join('\r\n')}\r\n`) },
  };
}

export const reportRoutes: readonly Route[] = [
  'getEmailActivityUserDetail',
  'getOneDriveUsageAccountDetail',
  'getTeamsUserActivityUserDetail',
  'getOffice365ActiveUserDetail',
].map((name) =>
  route(`GET /reports/${name}(period='{period}')`, needs('Reports.Read.All'), redirectToReport),
);
