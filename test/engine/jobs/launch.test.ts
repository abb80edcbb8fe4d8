import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeScript, launchScript, removeScript } from '../../../src/engine/jobs/launch.js';
import { attach, sh, type Script } from '../../../src/shell/script.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'job '));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** The status file is written last; the shell waits for it. */
function runToEnd(script: Script): void {
  const folder = join(directory, '.j1');
  const wait = `i=0; while [ $i -lt 600 ] && ! [ -f "${folder}/status" ]; do sleep 0.02; i=$((i+1)); done`;
  execFileSync('sh', ['-c', `${script.toString()}\n${wait}`]);
}

const file = (name: string): string => readFileSync(join(directory, '.j1', name), 'utf8');

test('a job leaves its output and its status, and a file that describes it', () => {
  const subject = { directory, id: 'j1' };
  runToEnd(launchScript(sh`echo ${"it's"}; echo no >&2; exit 3`, subject, { finished: false }, 10));
  expect([file('stdout'), file('stderr'), file('status')]).toEqual(["it's\n", 'no\n', '3\n']);
  expect(Number.parseFloat(file('end'))).toBeGreaterThanOrEqual(Number.parseFloat(file('begin')));
  expect(JSON.parse(readFileSync(join(directory, 'j1'), 'utf8'))).toEqual({ finished: false });
  execFileSync('sh', ['-c', removeScript(subject).toString()]);
  expect(existsSync(join(directory, 'j1')) || existsSync(join(directory, '.j1'))).toBe(false);
});

test('a job whose time is over is ended with all it started', () => {
  runToEnd(launchScript(sh`sleep 100 | sleep 100`, { directory, id: 'j1' }, {}, 0));
  expect(file('timeout')).toBe('');
  expect(Number(file('status'))).toBeGreaterThan(128);
});

test('what travels beside the script is copied for the job', () => {
  const script = launchScript(sh`cat <${attach('text')}`, { directory: '/d', id: 'j1' }, {}, 10).toString();
  expect(script).toContain('cp -- <4 bytes> /d/.j1/file0 && ');
  expect(script).toContain("'cat </d/.j1/file0'");
});

test('a description replaces the one before at once', () => {
  expect(describeScript({ directory: '/d', id: 'j1' }, { finished: true }).toString()).toBe(
    `umask 077; mkdir -p -- /d && printf %s '{"finished":true}' >/d/j1.new && mv -f -- /d/j1.new /d/j1`,
  );
});
