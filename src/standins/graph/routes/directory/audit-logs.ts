import type { Tenant } from '../../../tenant/tenant.ts';
import { type Call, type Handler } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { list } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { requireRole } from './role-access.ts';

const DAY_MS = 86_400_000;
/** Graph rejects filters on a date that is more than this many days in the past. */
const MAX_DAYS = 90;

const signInType = entityType('signIn', { order: 'createdDateTime desc', maxTop: 1_000, pageSize: 1_000 });
const auditType = entityType('directoryAudit', {
  order: 'activityDateTime desc',
  maxTop: 1_000,
  pageSize: 1_000,
});

/** Licences that include Microsoft Entra ID P1 or P2. */
const premium: ReadonlySet<unknown> = new Set([
  'AAD_PREMIUM',
  'AAD_PREMIUM_P2',
  'EMS',
  'EMSPREMIUM',
  'SPB',
  'SPE_E3',
  'SPE_E5',
  'SPE_F1',
]);

function hasPremium(tenant: Tenant): boolean {
  return tenant
    .table('/subscribedSkus')
    .all()
    .some(({ skuPartNumber }) => premium.has(skuPartNumber));
}

function requireReader(call: Call): void {
  requireRole(
    call,
    ['Reports Reader', 'Security Reader', 'Security Operator', 'Security Administrator', 'Global Reader'],
    () =>
      new GraphError(
        403,
        'Authentication_RequestFromUnsupportedUserRole',
        'User is not in the allowed roles',
      ),
  );
}

const listSignIns: Handler = (call) => {
  if (!hasPremium(call.tenant))
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  requireReader(call);
  requireKnownClauses(call);
  return list(call, signInType, call.tenant.table('/auditLogs/signIns').all());
};

/**
 * Throws 400 for filters that Graph does not support: operators other than `eq` on the error code, and dates that are
 * invalid or more than `MAX_DAYS` days in the past.
 */
function requireKnownClauses(call: Call): void {
  const filter = call.query.get('$filter') ?? '';
  const [, since] = /createdDateTime ge (\S+?)\)?(?: |$)/.exec(filter) ?? [];
  const at = since === undefined ? call.tenant.now().getTime() : Date.parse(since);
  const isOld =
    !/^\d|^$/.test(since ?? '') || Number.isNaN(at) || call.tenant.now().getTime() - at > MAX_DAYS * DAY_MS;
  if (isOld || /errorCode\s+(?!eq\b)/.test(filter)) throw badRequest('Invalid filter clause');
}

const listAudits: Handler = (call) => {
  requireReader(call);
  return list(call, auditType, call.tenant.table('/auditLogs/directoryAudits').all());
};

/** Routes for the sign-in log and the directory's audit log. */
export const auditLogRoutes: readonly Route[] = [
  route('GET /auditLogs/signIns', needs('AuditLog.Read.All'), listSignIns),
  route('GET /auditLogs/directoryAudits', needs('AuditLog.Read.All Directory.Read.All'), listAudits),
];
