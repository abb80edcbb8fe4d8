import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { readClock } from '../../module-kit/clock.js';
import { probe, type Question } from '../../questions/question.js';
import type { PresentPath } from '../../questions/stat.js';
import { sh, type Script } from '../../shell/script.js';
import { allOf } from '../files/differences.js';
import type { Json } from '../../values/json.js';
import { Float } from '../../values/value.js';
import type { FileValues } from './arguments.js';

/** What happens to one of a file's times. */
type Wish = 'preserve' | 'now' | { readonly stamp: string };

/** Sets access and modification time as the task wants them; `otherwise` is what absent arguments mean. */
export function* setTimes(
  path: string,
  args: FileValues,
  now: PresentPath,
  otherwise: 'now' | 'preserve',
): Conversation<boolean> {
  const access = wishOf(args.access_time ?? otherwise, args.access_time_format);
  const modification = wishOf(args.modification_time ?? otherwise, args.modification_time_format);
  if (access === 'preserve' && modification === 'preserve') return false;
  const { a, m } = yield* ask(questionsOf(access, modification));
  const clock = (yield* readClock()) / 1000;
  const times = [
    ...timeChange({ option: '-a', name: 'atime', wish: access, before: now.accessed, after: a ?? clock }),
    ...timeChange({ option: '-m', name: 'mtime', wish: modification, before: now.modified, after: m ?? clock }),
  ];
  if (times.length === 0) return false;
  const side = (of: 'before' | 'after'): Record<string, Json> =>
    Object.fromEntries([['path', path], ...times.map((time) => [time.name, new Float(time[of])] as const)]);
  yield* change({
    what: 'times',
    diff: { before: side('before'), after: side('after') },
    run: touching(path, times),
  });
  return true;
}

/** Who may write a file but does not own it can only set both of its times at once, to now. */
function touching(path: string, times: readonly { readonly touch: readonly string[] }[]): Script {
  const areBothNow = times.length === 2 && times.every(({ touch }) => !touch.includes('-t'));
  if (areBothNow) return sh`touch -c -- ${path}`;
  return allOf(times.map(({ touch }) => sh`touch ${touch} -- ${path}`));
}

interface TimeWish {
  readonly option: string;
  readonly name: string;
  readonly wish: Wish;
  readonly before: number;
  readonly after: number;
}

/** One of the times when it is not as wanted, with the arguments of touch that mend it. */
function timeChange({ option, wish, ...time }: TimeWish): (Omit<TimeWish, 'option' | 'wish'> & { touch: string[] })[] {
  if (wish === 'preserve' || time.before === time.after) return [];
  const stamp = wish === 'now' ? [] : ['-t', wish.stamp];
  return [{ ...time, touch: ['-c', option, ...stamp] }];
}

/** Only a given time must be asked for: the target's own clock and time zone decide which second is meant. */
function questionsOf(access: Wish, modification: Wish): { a?: Question<number>; m?: Question<number> } {
  return {
    ...(typeof access === 'string' ? {} : { a: epochOf(access.stamp) }),
    ...(typeof modification === 'string' ? {} : { m: epochOf(modification.stamp) }),
  };
}

function epochOf(stamp: string): Question<number> {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\.(\d\d)$/.exec(stamp) ?? [];
  const text = `${year}-${month}-${day} ${hour}:${minute}:${second}`;
  return probe(sh`date -d ${text} +%s`, ({ stdout }) => Number.parseInt(stdout.toString(), 10));
}

function wishOf(text: string, format: string): Wish {
  if (text === 'preserve' || text === 'now') return text;
  const fields: Record<string, string> = {};
  const letters: string[] = [];
  const pattern = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%([YmdHMS])/g, (_whole, letter: string) => {
    letters.push(letter);
    return letter === 'Y' ? '(\\d{4})' : '(\\d{1,2})';
  });
  const match = /%/.test(pattern) ? null : new RegExp(`^${pattern}$`).exec(text);
  if (!match)
    fail(`time ${JSON.stringify(text)} does not have the format ${JSON.stringify(format)} (of %Y %m %d %H %M %S)`);
  letters.forEach((letter, index) => (fields[letter] = (match[index + 1] ?? '').padStart(2, '0')));
  const { Y = '1900', m = '01', d = '01', H = '00', M = '00', S = '00' } = fields;
  return { stamp: `${Y}${m}${d}${H}${M}.${S}` };
}
