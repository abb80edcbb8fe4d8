import { ask, change, fail, wait, type Conversation, type Result } from '../../module-kit/index.js';
import { aptCache, type AptCache } from '../../questions/package.js';
import { sh } from '../../shell/script.js';
import type { AptArgs } from './arguments.js';
import { aptEnvironment } from './apt-get.js';

/** Refreshes apt's index when the task wants it and it is too old. Returns the result keys that tell. */
export function* refreshCache(
  args: AptArgs,
  cache: AptCache,
  isAlone: boolean,
): Conversation<Result & { cache_updated: boolean }> {
  if (cache.now - cache.refreshed < args.cache_valid_time)
    return { cache_updated: false, cache_update_time: cache.refreshed };
  const before = `${cache.now - cache.refreshed} seconds old`;
  for (let attempt = 0; ; attempt++) {
    const run = sh`apt-get ${options(args)} update`;
    const outcome = yield* change({
      what: 'refresh package index',
      before,
      run,
      counts: false,
      environment: aptEnvironment,
      mayFail: true,
      speaks: true,
    });
    if (!outcome)
      return { cache_updated: true, cache_update_time: cache.refreshed, ...(isAlone ? { changed: true } : {}) };
    if (outcome.status === 0) break;
    if (attempt + 1 >= args.update_cache_retries) failOn(outcome.stderr.toString(), outcome.status);
    yield* wait(1000 * Math.min(2 ** attempt, args.update_cache_retry_max_delay));
  }
  const { now } = yield* ask({ now: aptCache('index') });
  // As in Ansible, a refresh that brought nothing new is no change.
  const isNew = now.refreshed !== cache.refreshed;
  return { cache_updated: isNew, cache_update_time: now.refreshed, ...(isAlone ? { changed: isNew } : {}) };
}

/** Whether the index has a part in this task. */
export function usesCache({ update_cache, cache_valid_time }: AptArgs): boolean {
  return update_cache ?? cache_valid_time > 0;
}

/** An index that cannot be fetched is an error: apt-get alone would warn and go on with the old one. */
function options({ lock_timeout, allow_unauthenticated, force }: AptArgs): readonly string[] {
  const insecure = allow_unauthenticated || force ? ['--allow-insecure-repositories'] : [];
  return ['-q', '-o', 'APT::Update::Error-Mode=any', '-o', `DPkg::Lock::Timeout=${lock_timeout}`, ...insecure];
}

function failOn(stderr: string, rc: number): never {
  const complaints = stderr.split('\n').filter((line) => /^[EW]: /.test(line));
  fail(`Failed to update apt cache: ${complaints.join(' ') || stderr.trim() || `exit status ${rc}`}`, { rc, stderr });
}
