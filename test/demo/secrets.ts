import { randomBytes } from 'node:crypto';

/** The throwaway secrets of one demo. */
export interface Secrets {
  readonly vaultPassword: string;
  /** Of the user `admin`, for Prometheus, Thanos and Alertmanager. */
  readonly adminPassword: string;
}

export function newSecrets(): Secrets {
  return { vaultPassword: random(), adminPassword: random() };
}

/** The vault's text, before it is encrypted: every key that vault/observer.example.yml names. */
export function vaultText({ adminPassword }: Secrets): string {
  const generated = [
    'observer_service_password',
    'observer_password_salt',
    'telegraf_scrape_password',
    'object_store_access_key',
    'object_store_secret_key',
    'object_store_root_access_key',
    'object_store_root_secret_key',
  ];
  return `observer_basic_auth_users:
  admin: ${adminPassword}
${generated.map((name) => `${name}: ${random()}\n`).join('')}`;
}

/** Letters and digits only: object stores do not take everything as an access key. */
function random(): string {
  return `d${randomBytes(12).toString('hex')}`;
}
