import { matcher } from '../compare.js';

/** The user id that the image runs as. */
const USER = 65_532;

/**
 * The Node host waits two seconds before it closes, gives running calls another six seconds, and needs a moment to
 * exit.
 */
const STOP_SECONDS = 9;

/** Time until every proxy has removed a stopping pod. */
const DRAIN_SECONDS = 5;

/**
 * @param {import('../code.js').Code} code @param {{ name: string, labels: Record<string, string> }} app
 */
export function expectedDeployment(code, { name, labels }) {
  const spread = (/** @type {string} */ topologyKey) => ({
    topologyKey,
    maxSkew: 1,
    // A small cluster may have only one zone.
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      // The number of replicas is not set here, because the autoscaler sets it.
      selector: { matchLabels: labels },
      // Starts a new pod before it stops an old one.
      strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          // By default the cluster would add variables to the container, such as PORTICO_PORT.
          enableServiceLinks: false,
          terminationGracePeriodSeconds: matcher(
            `more than ${DRAIN_SECONDS + STOP_SECONDS}, at most 60`,
            (found) => Number(found) > DRAIN_SECONDS + STOP_SECONDS && Number(found) <= 60,
          ),
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            fsGroup: USER,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          topologySpreadConstraints: [
            spread('topology.kubernetes.io/zone'),
            spread('kubernetes.io/hostname'),
          ],
          containers: [container(code, name)],
          volumes: [
            {
              name: 'identity',
              projected: {
                sources: [
                  {
                    serviceAccountToken: {
                      path: 'token',
                      audience: code.codeClouds.public.tokenExchangeAudience,
                      // In seconds. Kubernetes requires at least 600, and renews the token at 80 % of its lifetime.
                      expirationSeconds: 3_600,
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    },
  };
}

/** @param {import('../code.js').Code} code @param {string} name */
function container({ defaultPort, paths }, name) {
  const probe = (/** @type {string} */ path) => ({ httpGet: { path, port: 'http' } });
  return {
    name,
    image: name,
    ports: [{ name: 'http', containerPort: defaultPort }],
    envFrom: [{ configMapRef: { name: `${name}-settings` } }],
    env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/portico/token' }],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    resources: {
      // docs/performance.md measures about 150 MB. Reading documents in parallel needs more memory for a short time.
      requests: { cpu: '200m', memory: '192Mi' },
      limits: { cpu: '1', memory: '512Mi' },
    },
    // Restarts the pod if it has not started within half a minute.
    startupProbe: { ...probe(paths.healthz), periodSeconds: 1, failureThreshold: 30 },
    livenessProbe: { ...probe(paths.healthz), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
    // A pod that cannot reach its vault or tables gets no requests but is not restarted.
    readinessProbe: { ...probe(paths.readyz), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 },
    lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
    volumeMounts: [{ name: 'identity', mountPath: '/var/run/secrets/portico', readOnly: true }],
  };
}
