import { fail, reach, ask, type Conversation, type Result } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';

/** What was waited for is there; with a pattern, where it matched. */
export interface Found {
  readonly match?: RegExpMatchArray | undefined;
}

/** A pattern of Python, searched for in several lines. */
export function patternOf(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(text.replaceAll('(?P<', '(?<'), 'm');
  } catch (thrown) {
    return fail(
      `search_regex is no regular expression: ${text} (${thrown instanceof Error ? thrown.message : 'unknown'})`,
    );
  }
}

/** The groups of a match as Ansible's result has them. */
export function groupsOf(found: Found | undefined): Pick<Result, 'match_groups' | 'match_groupdict'> {
  const match = found?.match;
  return {
    match_groups: match ? match.slice(1).map((text) => text ?? null) : [],
    match_groupdict: { ...match?.groups },
  };
}

export interface PortSubject {
  readonly host: string;
  readonly port: number;
  readonly connect_timeout: number;
}

/** Whether a port answers, and says what it must. */
export function* lookAtPort(
  { host, port, connect_timeout }: PortSubject,
  pattern: RegExp | undefined,
): Conversation<Found | undefined> {
  const reached = yield* reach({
    address: { host, port },
    timeout: connect_timeout,
    ...(pattern ? { expect: pattern } : {}),
  });
  if (!reached.connected || !reached.matched) return undefined;
  return pattern ? { match: reached.received.match(pattern) ?? undefined } : {};
}

/** Whether a path exists, and a file holds what it must. The attempt keeps an earlier answer from being taken again. */
export function* lookAtPath(
  path: string,
  pattern: RegExp | undefined,
  attempt: number,
): Conversation<Found | undefined> {
  const { text } = yield* ask({ text: fileQuestion(path, pattern !== undefined, attempt) });
  if (text === undefined || !pattern) return text === undefined ? undefined : {};
  const match = text.match(pattern);
  return match ? { match } : undefined;
}

function fileQuestion(path: string, withContent: boolean, attempt: number): Question<string | undefined> {
  const content = withContent ? sh`cat -- ${path} 2>/dev/null` : sh`:`;
  return probe(sh`: look ${attempt}; [ -e ${path} ] || exit 9; ${content}; exit 0`, ({ status, stdout }) =>
    status === 9 ? undefined : stdout.toString(),
  );
}
