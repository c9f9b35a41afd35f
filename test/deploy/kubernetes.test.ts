import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { clouds } from '../../src/config/clouds.ts';
import { readConfig } from '../../src/config/config.ts';
import { settingNames } from '../../src/config/settings.ts';
import { stopTimes } from '../../src/hosts/run.ts';
import { routes } from '../../src/routes.ts';
import { documentsOf, kubernetesObjects, kubernetesSettings, type Document } from './documents.ts';

const objects = kubernetesObjects();
const of = (kind: string): Document => {
  const object = objects.get(kind);
  if (object === undefined) throw new Error(`deploy/kubernetes has no ${kind}`);
  return object;
};
const pod = () => of('Deployment')['spec'].template as Document;
const container = () => pod()['spec'].containers[0] as Document;
const environment = () => container()['env'] as { name: string; value: string }[];

describe('deploy/README.md', () => {
  it('says how much time running calls have to finish after a stop', () => {
    const seconds = stopTimes.linger + stopTimes.grace;
    const preStop = container()['lifecycle'].preStop.sleep.seconds as number;
    const text = readFileSync(fileURLToPath(new URL('../../deploy/README.md', import.meta.url)), 'utf8');
    expect(text).toContain(`gives running calls ${seconds} seconds to finish`);
    expect(text).toContain(`running calls get ${preStop + seconds} seconds to finish`);
  });
});

describe('the Kubernetes objects', () => {
  it('are exactly those listed in the kustomization', () => {
    const folder = fileURLToPath(new URL('../../deploy/kubernetes', import.meta.url));
    const files = readdirSync(folder).filter(
      (file) => file.endsWith('.yaml') && file !== 'kustomization.yaml',
    );
    expect(of('Kustomization')['resources'].toSorted()).toEqual(files.sort());
  });

  it('use one application name, one namespace and one service account', () => {
    const labels = { 'app.kubernetes.io/name': 'portico' };
    expect(pod()['metadata'].labels).toEqual(labels);
    for (const selector of [
      of('Deployment')['spec'].selector.matchLabels,
      of('Service')['spec'].selector,
      of('NetworkPolicy')['spec'].podSelector.matchLabels,
      of('PodDisruptionBudget')['spec'].selector.matchLabels,
      ...pod()['spec'].topologySpreadConstraints.map(
        (spread: Document) => spread['labelSelector'].matchLabels,
      ),
    ]) {
      expect(selector).toEqual(labels);
    }
    expect(of('Kustomization')['namespace']).toBe(of('Namespace')['metadata'].name);
    expect(pod()['spec'].serviceAccountName).toBe(of('ServiceAccount')['metadata'].name);
    expect(of('HorizontalPodAutoscaler')['spec'].scaleTargetRef).toMatchObject({
      kind: 'Deployment',
      name: 'portico',
    });
    expect(container()['image']).toBe(of('Kustomization')['images'][0].name);
    expect(container()['envFrom'][0].configMapRef.name).toBe(
      of('Kustomization')['configMapGenerator'][0].name,
    );
  });

  it('define probes for existing routes, on the port that Portico listens on', () => {
    const paths: readonly string[] = Object.values(routes).map(({ path }) => path);
    const ports = new Map<string, number>(
      container()['ports'].map((port: Document) => [port['name'], port['containerPort']]),
    );
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      expect(paths).toContain(container()[probe].httpGet.path);
      expect(ports.get(container()[probe].httpGet.port)).toBe(7071);
    }
    expect(container()['livenessProbe'].httpGet.path).toBe('/healthz');
    expect(container()['readinessProbe'].httpGet.path).toBe('/readyz');
    for (const port of [
      of('Service')['spec'].ports[0].targetPort,
      of('NetworkPolicy')['spec'].ingress[0].ports[0].port,
    ]) {
      expect(ports.has(port)).toBe(true);
    }
    expect(of('Ingress')['spec'].rules[0].http.paths[0].backend.service).toEqual({
      name: 'portico',
      port: { name: 'http' },
    });
  });

  it('give the container no unnecessary privileges', () => {
    expect(of('Namespace')['metadata'].labels['pod-security.kubernetes.io/enforce']).toBe('restricted');
    expect(pod()['spec'].securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container()['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    for (const holder of [of('ServiceAccount'), pod()['spec']]) {
      expect(holder.automountServiceAccountToken).toBe(false);
    }
    for (const mount of container()['volumeMounts']) expect(mount.readOnly).toBe(true);
  });

  it('limit every resource', () => {
    const { requests, limits } = container()['resources'];
    expect(Object.keys(requests)).toEqual(Object.keys(limits));
    expect(Object.keys(limits)).toEqual(['cpu', 'memory']);
    const { minReplicas, maxReplicas } = of('HorizontalPodAutoscaler')['spec'];
    expect(minReplicas).toBeGreaterThanOrEqual(2);
    expect(maxReplicas).toBeGreaterThan(minReplicas);
    expect(of('Deployment')['spec'].replicas).toBeUndefined();
    expect(of('PodDisruptionBudget')['spec'].minAvailable).toBeLessThan(minReplicas);
  });

  it('give a pod enough time to shut down', () => {
    // The Node host waits two seconds before it starts to close, and then gives running calls six seconds to finish.
    const { terminationGracePeriodSeconds } = pod()['spec'];
    const { seconds } = container()['lifecycle'].preStop.sleep;
    expect(terminationGracePeriodSeconds).toBeGreaterThan(seconds + stopTimes.linger + stopTimes.grace + 1);
  });

  it('deny the pod access to the metadata service, the cluster and private networks', () => {
    const { policyTypes, egress } = of('NetworkPolicy')['spec'];
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    const [names, outside] = egress as [Document, Document];
    expect(names['ports'].map(({ port }: Document) => port)).toEqual([53, 53]);
    expect(outside['ports']).toEqual([{ protocol: 'TCP', port: 443 }]);
    expect(outside['to']).toHaveLength(1);
    for (const cidr of ['169.254.0.0/16', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']) {
      expect(outside['to'][0].ipBlock.except).toContain(cidr);
    }
  });

  it('contain no secrets', () => {
    expect(objects.has('Secret')).toBe(false);
    expect(environment().filter(({ name }) => /SECRET|PASSWORD|KEY$|SEAL_ROOT/.test(name))).toEqual([]);
  });
});

describe('the settings on Kubernetes', () => {
  const settings = {
    ...kubernetesSettings(),
    ...Object.fromEntries(environment().map((e) => [e.name, e.value])),
  };

  it('are known to Portico and are sufficient to start it', () => {
    for (const name of Object.keys(settings)) expect(settingNames).toContain(name);
    expect(readConfig(settings)).toMatchObject({ ok: true });
  });

  it('give replicas shared state', () => {
    expect(Object.keys(settings)).toEqual(expect.arrayContaining(['STATE_TABLES_URL', 'KEY_VAULT_URL']));
  });

  it("specify the projected token with Entra's token exchange as its audience", () => {
    const [volume] = pod()['spec'].volumes;
    const [mount] = container()['volumeMounts'];
    const token = volume.projected.sources[0].serviceAccountToken;
    expect(mount.name).toBe(volume.name);
    expect(settings).toMatchObject({ AZURE_FEDERATED_TOKEN_FILE: `${mount.mountPath}/${token.path}` });
    expect(token.audience).toBe(clouds.public.tokenExchangeAudience);
  });

  it('match the ingress, which terminates TLS and is the only proxy', () => {
    const { tls, rules } = of('Ingress')['spec'];
    const { host } = new URL(settings['PUBLIC_URL'] ?? '');
    expect([rules[0].host, tls[0].hosts]).toEqual([host, [host]]);
    expect(settings['TRUSTED_PROXY_HOPS']).toBe('1');
  });

  it('contain no duplicate YAML keys', () => {
    expect(() => documentsOf('kubernetes/deployment.yaml')).not.toThrow();
  });
});
