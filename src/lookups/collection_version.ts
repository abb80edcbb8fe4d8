import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../source/parse-yaml.js';
import type { LookupDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';
import { lookupFailure, textTerm } from './arguments.js';
import { config } from './config.js';

export const collectionVersion: LookupDefinition = {
  name: 'community.general.collection_version',
  options: ['result_not_found', 'result_no_version'],
  run(terms, options, context) {
    const configured = config.run(['COLLECTIONS_PATHS'], new Map(), context)[0] ?? [];
    const paths = isList(configured) ? configured.map(toText) : [];
    const roots = [join(context.controller.directory, 'collections'), ...paths];
    return terms.map((term) => {
      const name = textTerm(term);
      if (!/^\w+\.\w+$/.test(name)) throw lookupFailure(`"${name}" is not a FQCN`);
      // ansible-core's own collection has no number.
      if (name === 'ansible.builtin') return options.get('result_no_version') ?? '*';
      const folder = roots.map((root) => folderOf(root, name)).find((path) => existsSync(path));
      if (folder === undefined) return options.get('result_not_found') ?? null;
      return versionIn(folder) ?? options.get('result_no_version') ?? '*';
    });
  },
};

function folderOf(root: string, name: string): string {
  return join(root, 'ansible_collections', ...name.split('.'));
}

/** The version that a collection says it has: an installed one in its manifest, one at work in `galaxy.yml`. */
function versionIn(folder: string): Value | undefined {
  const manifest = read(join(folder, 'MANIFEST.json'));
  const about = isDict(manifest) ? manifest.get('collection_info') : read(join(folder, 'galaxy.yml'));
  return isDict(about) ? (about.get('version') ?? undefined) : undefined;
}

function read(file: string): Value | undefined {
  return existsSync(file) ? parseYaml(readFileSync(file, 'utf8'), file, { trusted: false }) : undefined;
}
