import { existsSync, readFileSync, statSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { Timestamp, type Dict, type Value } from '../values/value.js';

const accountsFile = '/etc/passwd';

/** What a template's file lets it read about itself; `destination` is where the text goes, when it is written. */
export function fileVariables(path: string, written: string, destination?: string): Dict {
  const { uid, mtimeMs } = statSync(path);
  const variables: Dict = new Map<Value, Value>([
    ['template_host', hostname()],
    ['template_path', written],
    ['template_fullpath', path],
    ['template_uid', nameOf(uid)],
    ['template_mtime', new Timestamp(mtimeMs, false)],
    ['template_run_date', new Timestamp(Date.now(), false)],
  ]);
  if (destination !== undefined) variables.set('template_destpath', destination);
  return variables;
}

function nameOf(uid: number): string | number {
  const user = userInfo();
  if (user.uid === uid) return user.username;
  const accounts = existsSync(accountsFile) ? readFileSync(accountsFile, 'utf8') : '';
  const line = accounts.split('\n').find((account) => account.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? uid;
}
