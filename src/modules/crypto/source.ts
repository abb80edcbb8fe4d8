import { arg, ask, fail, type Conversation } from '../../module-kit/index.js';
import { text } from '../../questions/text.js';

/** Where the modules that only tell find what they tell of. */
export const sourceArguments = {
  path: arg.path({ doc: 'The file on the target.' }),
  content: arg.string({ doc: 'The content itself, instead of a file.' }),
} as const;

export const sourceRules = {
  requiredOneOf: [['path', 'content']],
  mutuallyExclusive: [['path', 'content']],
} as const;

export const backendArgument = {
  select_crypto_backend: arg.oneOf(
    'auto',
    'cryptography',
  )({ default: 'auto', doc: "Means nothing here: the target's openssl is used." }),
} as const;

export const nameEncoding = {
  name_encoding: arg.oneOf(
    'ignore',
    'idna',
    'unicode',
  )({ default: 'ignore', doc: 'How names of the internet are told: as they are, as ASCII, or in all letters.' }),
} as const;

interface Source {
  readonly path: string | undefined;
  readonly content: string | undefined;
}

/** The bytes of the content, or of the file, which must be there. `result` is told with the failure. */
export function* readSource({ path, content }: Source, what: string, result = {}): Conversation<Buffer> {
  if (path === undefined) return Buffer.from(content ?? '');
  const { file } = yield* ask({ file: text(path) });
  return file?.content ?? fail(`Error while reading ${what} file from disk: ${missing(path)}`, result);
}

/** The words for a file that is not there. */
export function missing(path: string): string {
  return `[Errno 2] No such file or directory: '${path}'`;
}
