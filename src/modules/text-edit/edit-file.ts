import { posix } from 'node:path';
import { ask, change, fail, TaskFailure, type Conversation, type Target } from '../../module-kit/index.js';
import { stat, type Stat } from '../../questions/stat.js';
import { text } from '../../questions/text.js';
import { attach, sh } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import { applyDifferences, findDifferences } from '../files/apply-attributes.js';
import type { AttributeValues, WritingValues } from '../files/arguments.js';
import { checkValidate, finalPermissions, writeFile, type Writing, type Written } from '../files/write.js';
import { differencesOf, type Difference } from '../files/differences.js';
import { modeText } from '../files/mode.js';
import { encodingOf, type FileEncoding } from './file-text.js';

/** A text file that a module edits. */
export interface Opened {
  /** The path as the task names it. */
  readonly name: string;
  /** What a link leads to: that is what gets written. */
  readonly path: string;
  readonly now: Stat;
  /** `undefined` when there is no file. */
  readonly before: string | undefined;
  readonly encoding: FileEncoding;
}

/** Reads a text file; a directory, or a file that may not be read, is a failure. */
export function* openText(path: string, named: FileEncoding | 'by content' = 'by content'): Conversation<Opened> {
  const { link, now, content } = yield* ask({ link: stat(path), now: stat(path, true), content: text(path) });
  if (now.exists && now.kind === 'directory') fail(`Path ${path} is a directory !`, { rc: 256 });
  if (now.exists && content === undefined && (now.kind === 'file' || !now.readable))
    fail(`Path ${path} is not readable`, { rc: 256, path });
  if (content !== undefined && content.content === undefined)
    fail(`${path} is too large to be edited (${content.size} bytes)`, { rc: 256, path });
  // What is no file, such as /dev/null, counts as an empty one.
  const bytes = content?.content ?? (now.exists ? Buffer.alloc(0) : undefined);
  const encoding = named === 'by content' ? encodingOf(bytes) : named;
  const target = link.exists && link.kind === 'link' ? (link.resolved ?? path) : path;
  return { name: path, path: target, now, before: bytes && encoding.decode(bytes), encoding };
}

export interface Edited {
  readonly after: string;
  readonly args: AttributeValues & WritingValues;
  readonly target: Target;
}

export interface EditResult {
  readonly contentChanged: boolean;
  readonly attributesChanged: boolean;
  readonly backup: string | undefined;
  /** The difference of the content, and that of the attributes. */
  readonly diff: readonly Json[];
  /** What is at the path afterwards, as far as check mode can know it. */
  readonly now: Stat;
}

/** Writes an edited text back when it differs, and sets owner and mode. */
export function* saveText(opened: Opened, edited: Edited): Conversation<EditResult> {
  const { name, path, now, before, encoding } = opened;
  const { after, args } = edited;
  checkValidate(args.validate);
  if (after === before && now.exists) {
    const differences = yield* findDifferences(path, args, now);
    const applied = yield* applyDifferences(path, differences, now);
    const result = resultOf(opened, edited, differences);
    return { ...result, contentChanged: false, backup: undefined, now: applied.now };
  }
  if (!now.exists) yield* createParent(path);
  const written = yield* writeEdited({
    path,
    source: sh`${attach(encoding.encode(after))}`,
    now,
    wanted: args,
    settings: args,
    diff: edited.target.diff ? { before: before ?? '', after, beforeHeader: name, afterHeader: name } : undefined,
  });
  const differences = writtenDifferences(edited, now);
  const result = resultOf(opened, edited, differences);
  return { ...result, contentChanged: true, backup: written.backup, now: written.now ?? now };
}

/** Of a file that is edited, a refusal is told in one line. */
function* writeEdited(writing: Writing): Conversation<Written> {
  try {
    return yield* writeFile(writing);
  } catch (thrown) {
    if (!(thrown instanceof TaskFailure) || thrown.result['exit_status'] === undefined) throw thrown;
    fail(`failed to validate: rc:${String(thrown.result['exit_status'])} error:${String(thrown.result['stderr'])}`);
  }
}

function resultOf(
  { name, before }: Opened,
  { after, target }: Edited,
  differences: readonly AttributeDifference[],
): Pick<EditResult, 'attributesChanged' | 'diff'> {
  const content = target.diff ? { before: before ?? '', after } : { before: '', after: '' };
  const side = (of: 'before' | 'after'): Json =>
    Object.fromEntries(differences.map((difference) => [difference.name, difference[of]]));
  const headers = (part: string): Record<string, Json> => ({
    before_header: `${name} (${part})`,
    after_header: `${name} (${part})`,
  });
  const attributes = differences.length === 0 ? {} : { before: side('before'), after: side('after') };
  return {
    attributesChanged: differences.length > 0,
    diff: [
      { ...content, ...headers('content') },
      { ...attributes, ...headers('file attributes') },
    ],
  };
}

type AttributeDifference = Pick<Difference, 'name' | 'before' | 'after'>;

/** What writing the file also changed of its owner and mode. */
function writtenDifferences({ args, target }: Edited, now: Stat): AttributeDifference[] {
  if (now.exists) return differencesOf('', args, now);
  const isForeign = args.owner !== undefined && args.owner !== target.user && args.owner !== String(target.uid);
  const [before, after] = [finalPermissions(now, undefined), finalPermissions(now, args.mode)];
  return [
    ...(isForeign ? [{ name: 'owner', before: target.user, after: args.owner ?? '' }] : []),
    ...(before === after ? [] : [{ name: 'mode', before: modeText(before), after: modeText(after) }]),
  ];
}

function* createParent(path: string): Conversation<void> {
  const parent = posix.dirname(path);
  const { now } = yield* ask({ now: stat(parent, true) });
  if (!now.exists) yield* change({ what: 'create directory', after: parent, run: sh`mkdir -p -- ${parent}` });
}
