import { ProvisionError } from '../../base/errors.js';
import { parseIni } from '../../base/ini-sections.js';
import { ask, fail, type Conversation } from '../../module-kit/index.js';
import { text } from '../../questions/text.js';
import { downloadBytes } from '../http/download.js';

/** A repository as a task wants it, in the words of `zypper --xmlout repos`; what is null is left as it is. */
export type Wanted = Readonly<{
  url: string | null;
  alias: string | null;
  name: string | null;
  priority: number | null;
  enabled: string;
  gpgcheck: string;
  autorefresh: string;
}>;

/** What a `.repo` file with one repository says over the task's arguments, and whether it brings a key. */
export function* fromRepoFile(path: string, wanted: Wanted): Conversation<{ wanted: Wanted; hasKey: boolean }> {
  const sections = parse(yield* contentOf(path), path);
  const [found, ...others] = sections;
  if (!found || others.length > 0)
    fail(`Invalid format, .repo file contains ${sections.size} repositories, expected 1`);
  const [alias, section] = found;
  const url = section.get('baseurl') ?? fail('No baseurl found in .repo file');
  return {
    wanted: {
      ...wanted,
      alias,
      url,
      name: section.get('name') ?? wanted.name,
      enabled: section.get('enabled') ?? wanted.enabled,
      autorefresh: section.get('autorefresh') ?? wanted.autorefresh,
      gpgcheck: section.get('gpgcheck') ?? wanted.gpgcheck,
    },
    hasKey: section.has('gpgkey'),
  };
}

function* contentOf(path: string): Conversation<string> {
  if (/^https?:\/\//.test(path)) return (yield* downloadBytes(path, true)).toString();
  const { file } = yield* ask({ file: text(path) });
  return file?.content?.toString() ?? fail('Error opening .repo file from provided path', { path });
}

function parse(content: string, file: string) {
  try {
    return parseIni(content, { file, isCaseSensitive: false, allowsNone: false });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    return fail(`Invalid format, .repo file could not be parsed: ${thrown.message.replaceAll('<???>', file)}`);
  }
}
