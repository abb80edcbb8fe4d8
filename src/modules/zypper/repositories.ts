import { fail } from '../../module-kit/index.js';
import { outputKeys } from '../../module-kit/output.js';
import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import { plainText } from './xml.js';

/** A repository as `zypper --xmlout repos` tells it; numbers and switches are texts. */
export interface Repository {
  readonly alias: string;
  readonly name: string;
  readonly priority: string;
  readonly enabled: string;
  readonly autorefresh: string;
  readonly gpgcheck: string;
  readonly url: string;
}

/** The repositories of the target, and what `$releasever` and `$basearch` are in their addresses. */
export interface Repositories {
  readonly all: readonly Repository[];
  readonly releasever: string;
  readonly basearch: string;
}

const noRepositories = 6;

export const repositories = probe(
  sh`command -v zypper >/dev/null || exit 127
rpm -q --qf '%{version}\\n%{arch}\\n' -f /etc/os-release 2>/dev/null || printf '\\n\\n'
LC_ALL=C zypper --quiet --non-interactive --xmlout repos`,
  (outcome): Repositories => {
    if (outcome.status === 127) fail('Failed to find required executable "zypper" on the target');
    const text = outcome.stdout.toString();
    if (outcome.status !== 0 && outcome.status !== noRepositories)
      fail('zypper cannot list the repositories', { rc: outcome.status, ...outputKeys(outcome, false) });
    const [releasever = '', basearch = ''] = text.split('\n', 2);
    return { all: readRepositories(text), releasever, basearch };
  },
);

/** The repositories in the XML; one without an address of its own has that of its metalink. */
export function readRepositories(xml: string): readonly Repository[] {
  return [...xml.matchAll(/<repo\s([^>]*?)(?:\/>|>([\s\S]*?)<\/repo>)/g)].map(([, tag = '', body = '']) => {
    const attributes = new Map(
      [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, plainText(value)]),
    );
    const get = (key: string) => attributes.get(key) ?? '';
    const url = /<url[^>]*>([\s\S]*?)<\/url>/.exec(body)?.[1];
    return {
      alias: get('alias'),
      name: get('name'),
      priority: get('priority'),
      enabled: get('enabled'),
      autorefresh: get('autorefresh'),
      gpgcheck: get('gpgcheck'),
      url: url === undefined ? get('metalink') : plainText(url.trim()),
    };
  });
}
