import { ask, askAll, fail, type Conversation } from '../../module-kit/index.js';
import { dpkg } from '../../questions/package.js';
import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import { aptGet } from './apt-get.js';
import type { AptArgs } from './arguments.js';

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly problem: string;
}

/** Installs a package file of the target, or one that apt's own helper downloads. */
export function* installFile(args: AptArgs, deb: string): Conversation<Outcome | undefined> {
  const { file } = yield* ask({ file: fileQuestion(deb) });
  if (file.name === '') fail(`cannot read the package file ${deb}: ${file.problem}`);
  const [found = []] = yield* askAll([dpkg(file.name)]);
  const now = found.find((entry) => entry.isInstalled);
  if (now?.version === file.version) return undefined;
  const isUrl = deb.includes('://');
  return yield* aptGet(args, {
    what: 'install',
    ...(now ? { before: `${file.name} ${now.version}` } : {}),
    after: `${file.name} ${file.version}`,
    command: 'install',
    // A path must look like one, or apt-get takes it for a package's name.
    packages: [isUrl ? downloaded(deb) : deb.startsWith('/') ? deb : `./${deb}`],
  });
}

/** Name and version that a package file has inside. What a URL gives is kept in apt's own cache until it is installed. */
function fileQuestion(deb: string): Question<PackageFile> {
  const fields = sh`dpkg-deb -f "$file" Package Version`;
  const fetch = sh`file=${downloaded(deb)}; mkdir -p -m 0755 /var/cache/apt/provision && rm -f -- "$file" && /usr/lib/apt/apt-helper -q download-file ${deb} "$file" >/dev/null && ${fields}`;
  return probe(deb.includes('://') ? fetch : sh`file=${deb}; ${fields}`, ({ stdout, stderr }) => {
    const text = stdout.toString();
    const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
    return { name: field('Package'), version: field('Version'), problem: stderr.toString().trim() };
  });
}

function downloaded(url: string): string {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .pop() ?? '';
  return `/var/cache/apt/provision/${name.replace(/[^\w.+~-]/g, '_')}`;
}
