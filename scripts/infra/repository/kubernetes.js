import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { compare } from '../compare.js';
import { expectedDeployment } from './kubernetes-deployment.js';
import { readText, readYaml } from './read.js';

const folder = 'deploy/kubernetes';
const NAME = 'portico';
const labels = { 'app.kubernetes.io/name': NAME };
const metadata = { name: NAME };

/** Private and shared ranges that outbound traffic must not reach: the cluster, the network, the metadata service. */
const privateRanges = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

/**
 * Compares the complete Kubernetes manifests with the code and with each other.
 * @param {string} root @param {import('../code.js').Code} code
 */
export async function kubernetesProblems(root, code) {
  const settings = settingsOf(await readText(root, `${folder}/settings.env`));
  const wanted = expectedFiles(code, settings);
  const files = (await readdir(join(root, folder)).catch(() => [])).filter((file) => file.endsWith('.yaml'));
  const problems = await Promise.all(
    files.map(async (file) => {
      const found = await readYaml(root, `${folder}/${file}`);
      return [...found.problems, ...compare(found.value, wanted[file], file)];
    }),
  );
  const missing = Object.keys(wanted).filter((file) => !files.includes(file));
  return [
    ...problems.flat(),
    ...missing.map((file) => `There is no ${folder}/${file}.`),
    ...settingsProblems(settings, code),
  ];
}

/** @param {import('../code.js').Code} code @param {Readonly<Record<string, string>>} settings @returns {Record<string, unknown>} */
function expectedFiles(code, settings) {
  const host = hostOf(settings.PUBLIC_URL ?? '');
  return {
    'namespace.yaml': {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { ...metadata, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    },
    'service-account.yaml': {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata,
      // The pod does not call the cluster's API.
      automountServiceAccountToken: false,
    },
    'deployment.yaml': expectedDeployment(code, { name: NAME, labels }),
    ...expectedNetworking(code, host),
    'autoscaler.yaml': {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME },
        // Two pods, so that one pod can be replaced while the other one serves requests.
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
          },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    },
    'disruption-budget.yaml': {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      // Less than the minimum number of replicas, because otherwise no node could be drained.
      spec: { minAvailable: 1, selector: { matchLabels: labels } },
    },
    'kustomization.yaml': {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: NAME,
      resources: [
        'namespace.yaml',
        'service-account.yaml',
        'deployment.yaml',
        'service.yaml',
        'ingress.yaml',
        'network-policy.yaml',
        'autoscaler.yaml',
        'disruption-budget.yaml',
      ],
      configMapGenerator: [{ name: `${NAME}-settings`, envs: ['settings.env'] }],
      // A fixed version, so that a restart does not change what a pod runs.
      images: [{ name: NAME, newName: /^[a-z0-9.-]+\/[a-z0-9/-]+$/, newTag: code.version }],
    },
  };
}

/**
 * How requests reach the pods, and which destinations the pods can reach.
 * @param {import('../code.js').Code} code @param {string} host
 */
function expectedNetworking(code, host) {
  return {
    'service.yaml': {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, labels },
      // Reachable only inside the cluster, because the ingress terminates TLS.
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    'ingress.yaml': {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...metadata,
        labels,
        annotations: {
          // The controller's default, 1 MB, is less than the maximum size of a message.
          'nginx.ingress.kubernetes.io/proxy-body-size': `${code.messageLimitBytes / 1024 / 1024}m`,
          // The controller's default is 4 kB, and the response headers of a sign-in can be three times as long.
          'nginx.ingress.kubernetes.io/proxy-buffer-size': '16k',
          'nginx.ingress.kubernetes.io/proxy-read-timeout': String(code.deadlineSeconds + 30),
        },
      },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: [host], secretName: `${NAME}-tls` }],
        rules: [
          {
            host,
            http: {
              // All routes, including OAuth metadata and sign-in pages.
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: NAME, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    },
    'network-policy.yaml': {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } },
            ],
            ports: [{ protocol: 'TCP', port: 'http' }],
          },
        ],
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
            ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: 53 })),
          },
          {
            to: [{ ipBlock: { cidr: '0.0.0.0/0', except: privateRanges } }],
            ports: [{ protocol: 'TCP', port: 443 }],
          },
        ],
      },
    },
  };
}

/** @param {string} text @returns {Record<string, string>} */
function settingsOf(text) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** @param {string} url */
function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : '';
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param {Readonly<Record<string, string>>} settings @param {import('../code.js').Code} code */
function settingsProblems(settings, code) {
  const wanted = {
    PUBLIC_URL: /^https:\/\/[a-z0-9.-]+$/,
    ENTRA_TENANT_ID: guid,
    ENTRA_CLIENT_ID: guid,
    AZURE_CLIENT_ID: guid,
    KEY_VAULT_URL: /^https:\/\/[a-z0-9-]+\.vault\.azure\.net$/,
    // Without this setting, each pod would know only its own sign-ins.
    STATE_TABLES_URL: /^https:\/\/[a-z0-9]+\.table\.core\.windows\.net$/,
    // The ingress is the only proxy.
    TRUSTED_PROXY_HOPS: '1',
  };
  return [
    ...compare(settings, wanted, 'settings.env'),
    ...Object.keys(settings)
      .filter((name) => !code.settingNames.includes(name))
      .map((name) => `settings.env: Portico has no setting ${name}.`),
  ];
}
