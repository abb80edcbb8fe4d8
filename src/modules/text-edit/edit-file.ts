import { posix } from 'node:path';
import { ask, change, fail, type Conversation, type Target } from '../../module-kit/index.js';
import { stat, type Stat } from '../../questions/stat.js';
import { text } from '../../questions/text.js';
import { attach, sh } from '../../shell/script.js';
import { applyAttributes } from '../files/apply-attributes.js';
import type { AttributeValues, WritingValues } from '../files/arguments.js';
import { checkValidate, finalPermissions, writeFile } from '../files/write.js';
import { differencesOf } from '../files/differences.js';
import { encodingOf, type FileEncoding } from './file-text.js';

/** A text file that a module edits. */
export interface Opened {
  /** What a link leads to: that is what gets written. */
  readonly path: string;
  readonly now: Stat;
  /** `undefined` when there is no file. */
  readonly before: string | undefined;
  readonly encoding: FileEncoding;
}

/** Reads a text file; a directory, or a file that may not be read, is a failure. */
export function* openText(path: string): Conversation<Opened> {
  const { link, now, content } = yield* ask({ link: stat(path), now: stat(path, true), content: text(path) });
  if (now.exists && now.kind === 'directory') fail(`Path ${path} is a directory !`, { rc: 256, path });
  if (now.exists && content === undefined) fail(`Path ${path} is not readable`, { rc: 256, path });
  if (content !== undefined && content.content === undefined)
    fail(`${path} is too large to be edited (${content.size} bytes)`, { rc: 256, path });
  const bytes = content?.content;
  const encoding = encodingOf(bytes);
  const target = link.exists && link.kind === 'link' ? (link.resolved ?? path) : path;
  return { path: target, now, before: bytes && encoding.decode(bytes), encoding };
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
}

/** Writes an edited text back when it differs, and sets owner and mode. */
export function* saveText(
  { path, now, before, encoding }: Opened,
  { after, args, target }: Edited,
): Conversation<EditResult> {
  checkValidate(args.validate);
  if (after === before && now.exists) {
    const { changed } = yield* applyAttributes(path, args, now);
    return { contentChanged: false, attributesChanged: changed, backup: undefined };
  }
  if (!now.exists) yield* createParent(path);
  const diff = target.diff ? { before: before ?? '', after, beforeHeader: path, afterHeader: path } : undefined;
  const { backup } = yield* writeFile({
    path,
    source: sh`${attach(encoding.encode(after))}`,
    now,
    wanted: args,
    settings: args,
    diff,
  });
  return { contentChanged: true, attributesChanged: setsAttributes(args, now, target), backup };
}

/** Whether writing the file also changed its owner or mode, as the message tells. */
function setsAttributes(args: AttributeValues, now: Stat, target: Target): boolean {
  if (now.exists) return differencesOf('', args, now).length > 0;
  const isForeign = args.owner !== undefined && args.owner !== target.user && args.owner !== String(target.uid);
  return isForeign || finalPermissions(now, args.mode) !== finalPermissions(now, undefined);
}

function* createParent(path: string): Conversation<void> {
  const parent = posix.dirname(path);
  const { now } = yield* ask({ now: stat(parent, true) });
  if (!now.exists) yield* change({ what: 'create directory', after: parent, run: sh`mkdir -p -- ${parent}` });
}
