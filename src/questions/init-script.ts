import { joinScripts, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';

export interface InitScriptSubject {
  readonly name: string;
  readonly manager: 'openrc' | 'sysvinit';
  /** OpenRC only. */
  readonly runlevel: string;
  /** Text to look for among the processes, for scripts that cannot tell whether they run. */
  readonly pattern?: string;
}

export interface InitScript {
  readonly exists: boolean;
  readonly isRunning: boolean;
  readonly isEnabled: boolean;
}

/** A service of OpenRC or of System V scripts. */
export const initScript = defineQuestion<InitScriptSubject, InitScript>({
  kind: 'init script',
  script: (subjects) => joinScripts([sh`PATH=$PATH:/usr/sbin:/sbin`, ...subjects.map(scriptOf)]),
  read(outcome, subjects) {
    const lines = outcome.stdout
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('= '));
    return subjects.map((_, index) => {
      const [, exists, running, enabled] = (lines[index] ?? '').split(' ');
      return { exists: exists === '0', isRunning: running === '0', isEnabled: enabled === '0' };
    });
  },
});

function scriptOf({ name, manager, runlevel, pattern }: InitScriptSubject): Script {
  const enabled =
    manager === 'openrc'
      ? sh`[ -e ${`/etc/runlevels/${runlevel}/${name}`} ]`
      : sh`set -- /etc/rc[2345].d/S[0-9][0-9]${name}; [ -e "$1" ]`;
  const status = manager === 'openrc' ? sh`rc-service -- ${name} status` : sh`${`/etc/init.d/${name}`} status`;
  const running =
    pattern === undefined
      ? sh`${status} >/dev/null 2>&1`
      : sh`ps ax 2>/dev/null | grep -v grep | grep -qF -- ${pattern}`;
  return sh`[ -e ${`/etc/init.d/${name}`} ]; exists=$?; ${running}; running=$?; ${enabled}; printf '= %s %s %s\\n' $exists $running $?`;
}
