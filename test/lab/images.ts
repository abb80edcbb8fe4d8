import type { ProgramName } from './programs.js';

/** A container image of the stack: where upstream publishes it, and what the lab puts into its own. */
export interface Image {
  /** As the playbooks name it by default. */
  readonly upstream: string;
  /** Repository and tag in the lab's registry of the image made here. */
  readonly built: string;
  /** The programs in it; the first is its entry point. Upstream's paths, so that playbooks cannot tell. */
  readonly programs: Readonly<Partial<Record<ProgramName, string>>>;
  /** Upstream's user. */
  readonly user: string;
}

export type ImageName = keyof typeof images;

/** By the names that the playbooks' `observer_images` uses. */
export const images = {
  prometheus: {
    upstream: 'quay.io/prometheus/prometheus:v3.16.0',
    built: 'prometheus/prometheus:v3.16.0',
    programs: { prometheus: '/bin/prometheus', promtool: '/bin/promtool' },
    user: 'nobody',
  },
  thanos: {
    upstream: 'quay.io/thanos/thanos:v0.42.4',
    built: 'thanos/thanos:v0.42.4',
    programs: { thanos: '/bin/thanos' },
    user: '1001',
  },
  alertmanager: {
    upstream: 'quay.io/prometheus/alertmanager:v0.34.2',
    built: 'prometheus/alertmanager:v0.31.0',
    programs: { alertmanager: '/bin/alertmanager', amtool: '/bin/amtool' },
    user: 'nobody',
  },
  pushgateway: {
    upstream: 'quay.io/prometheus/pushgateway:v1.11.1',
    built: 'prom/pushgateway:v1.11.1',
    programs: { pushgateway: '/bin/pushgateway' },
    user: 'nobody',
  },
  versitygw: {
    upstream: 'ghcr.io/versity/versitygw:v1.8.0',
    built: 'versity/versitygw:v1.8.0',
    programs: { versitygw: '/usr/local/bin/versitygw' },
    user: 'nobody',
  },
  telegraf: {
    upstream: 'docker.io/library/telegraf:1.37.2',
    built: 'library/telegraf:1.37.2',
    programs: { telegraf: '/usr/bin/telegraf' },
    user: 'nobody',
  },
  node_exporter: {
    upstream: 'quay.io/prometheus/node-exporter:v1.12.1',
    built: 'prometheus/node-exporter:v1.12.1',
    programs: { node_exporter: '/bin/node_exporter' },
    user: 'nobody',
  },
} as const satisfies Record<string, Image>;

/** The images the stack cannot do without. */
export const stackImages = ['versitygw', 'prometheus', 'thanos', 'alertmanager', 'pushgateway', 'telegraf'] as const;

export function programsIn({ programs }: Image): ProgramName[] {
  return Object.keys(programs) as ProgramName[];
}
