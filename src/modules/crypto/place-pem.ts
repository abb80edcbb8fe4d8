import { ask, fail, type Conversation } from '../../module-kit/index.js';
import { change } from '../../module-kit/index.js';
import { stat, type Stat } from '../../questions/stat.js';
import { sh } from '../../shell/script.js';
import { applyAttributes } from '../files/apply-attributes.js';
import { attributeArguments, plainWriting, type AttributeValues } from '../files/arguments.js';
import { writeFile, type Writing } from '../files/write.js';
import { arg } from '../../module-kit/index.js';

/** The arguments of the modules that keep one PEM file. */
export const pemArguments = {
  ...attributeArguments,
  path: arg.path({ required: true, doc: 'The file on the target.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is there.' }),
  force: arg.boolean({ default: false, doc: 'Make it anew in any case.' }),
  backup: arg.boolean({ default: false, doc: 'Keep the old file beside the new one, with the time in its name.' }),
  return_content: arg.boolean({ default: false, doc: 'Return what is in the file.' }),
  select_crypto_backend: arg.oneOf(
    'auto',
    'cryptography',
  )({ default: 'auto', doc: "Means nothing here: the target's openssl is used." }),
} as const;

interface Place extends AttributeValues {
  readonly path: string;
  readonly backup: boolean;
}

/** Writes the file, or mends its owner and mode when there is nothing to write. */
export function* placePem(
  place: Place,
  now: Stat,
  source: Writing['source'] | undefined,
): Conversation<{ changed: boolean; backup_file?: string }> {
  if (source === undefined) {
    const { changed } = now.exists ? yield* applyAttributes(place.path, place, now) : { changed: false };
    return { changed };
  }
  const parent = place.path.replace(/\/[^/]*$/, '') || '/';
  const { directory } = yield* ask({ directory: stat(parent, true) });
  if (!directory.exists)
    fail(`The directory ${parent} does not exist or the file is not a directory`, { name: parent });
  const settings = { ...plainWriting, backup: place.backup && now.exists };
  const { backup } = yield* writeFile({ path: place.path, source, now, wanted: place, settings });
  return { changed: true, ...(backup === undefined ? {} : { backup_file: backup }) };
}

/** Removes the file. */
export function* removePem({ path }: Place, now: Stat): Conversation<boolean> {
  if (!now.exists) return false;
  yield* change({ what: 'remove', before: path, run: sh`rm -f -- ${path}` });
  return true;
}
