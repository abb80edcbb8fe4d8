import { posix } from 'node:path';
import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { checksum, checksumAlgorithms } from '../questions/checksum.js';
import { mime } from '../questions/mime.js';
import { stat as statQuestion, type PresentPath } from '../questions/stat.js';
import { fileFlags } from '../questions/file-flags.js';
import type { Json } from '../values/json.js';
import { statResult } from './files/stat-result.js';

export const stat = defineModule({
  name: 'ansible.builtin.stat',
  summary: 'Tell what is at a path of the target.',
  args: {
    path: arg.path({ required: true, aliases: ['dest', 'name'], doc: 'Path to look at.' }),
    follow: arg.boolean({ default: false, doc: 'Look at what a link leads to.' }),
    get_checksum: arg.boolean({ default: true, doc: 'Whether to compute the checksum of a file.' }),
    checksum_algorithm: arg.oneOf(...checksumAlgorithms)({
      default: 'sha1',
      aliases: ['checksum', 'checksum_algo'],
      doc: 'How the checksum is computed.',
    }),
    get_mime: arg.boolean({
      default: true,
      aliases: ['mime', 'mime_type', 'mime-type'],
      doc: 'Whether to ask for the MIME type and character set.',
    }),
    get_attributes: arg.boolean({
      default: true,
      aliases: ['attr', 'attributes'],
      doc: 'Whether to ask for the attributes of lsattr.',
    }),
    get_md5: arg.boolean({ doc: 'Ignored; kept for old playbooks.' }),
  },
  examples: [
    'stat: { path: /etc/thanos/objstore.yml }',
    'stat: { path: /usr/local/bin/thanos, checksum_algorithm: sha256, get_mime: false }',
  ],

  *run({ path, follow, get_checksum, checksum_algorithm, get_mime, get_attributes }): Conversation<Result> {
    const { now, sum, type, flags } = yield* ask({
      now: statQuestion(path, follow),
      ...(get_checksum ? { sum: checksum(path, checksum_algorithm) } : {}),
      ...(get_mime ? { type: mime({ path, follow }) } : {}),
      ...(get_attributes ? { flags: fileFlags(path) } : {}),
    });
    if (!now.exists && now.isDenied) fail('Permission denied', { path });
    if (!now.exists) return { changed: false, stat: { exists: false } };
    const isFile = now.kind === 'file';
    const details = {
      ...(isFile && sum !== undefined ? { checksum: sum } : {}),
      ...(type === undefined ? {} : { mimetype: type.type, charset: type.charset }),
      ...(get_attributes
        ? { version: flags?.version ?? null, attributes: flags?.names ?? [], attr_flags: flags?.letters ?? '' }
        : {}),
    };
    return { changed: false, stat: { exists: true, path, ...describe(now, path), ...details } };
  },
});

function describe(now: PresentPath, path: string): Record<string, Json> {
  const link =
    now.target === undefined
      ? {}
      : { lnk_target: now.target, lnk_source: now.resolved ?? posix.resolve(posix.dirname(path), now.target) };
  return {
    ...statResult(now),
    device_type: now.deviceType,
    blocks: now.blocks,
    block_size: now.blockSize,
    readable: now.readable,
    writeable: now.writable,
    executable: now.executable,
    ...link,
  };
}
