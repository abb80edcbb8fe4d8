import { readFile, stat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { Timestamp, type Dict, type Value } from '../../values/value.js';

/** What a template may read about itself. */
export async function templateVariables(path: string, written: string, destination: string): Promise<Dict> {
  const { uid, mtimeMs } = await stat(path);
  return new Map<Value, Value>([
    ['template_host', hostname()],
    ['template_path', written],
    ['template_fullpath', path],
    ['template_destpath', destination],
    ['template_uid', await nameOf(uid)],
    ['template_mtime', new Timestamp(mtimeMs, false)],
    ['template_run_date', new Timestamp(Date.now(), false)],
  ]);
}

async function nameOf(uid: number): Promise<string | number> {
  const user = userInfo();
  if (user.uid === uid) return user.username;
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const line = accounts.split('\n').find((account) => account.split(':')[2] === String(uid));
  return line?.split(':')[0] ?? uid;
}
