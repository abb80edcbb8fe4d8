import type { Position } from '../../base/position.js';
import { shortName } from '../../playbook/action-name.js';
import type { Task } from '../../playbook/nodes.js';

/** Programs of the host that modules need, by the module's last name. One of each list is enough. */
const programsByModule: readonly (readonly [RegExp, readonly (readonly string[])[]])[] = [
  [/^(?:apt|apt_key|apt_repository)$/, [['apt-get']]],
  [/^(?:dnf|dnf5|yum)$/, [['dnf', 'dnf5', 'yum', 'microdnf']]],
  [/^(?:apk|zypper|pacman|npm|composer|make|git|ufw|setsebool)$/, [['$name']]],
  [/^zypper_repository$/, [['zypper']]],
  [/^gem$/, [['gem']]],
  [/^snap(?:_alias)?$/, [['snap']]],
  [/^git_config$/, [['git']]],
  [/^subversion$/, [['svn']]],
  [/^pip$/, [['pip3', 'pip', 'python3']]],
  [/^(?:systemd|systemd_service)$/, [['systemctl']]],
  [/^docker_/, [['docker']]],
  [/^podman_/, [['podman']]],
  [/^(?:postgresql_\w+)$/, [['psql']]],
  [/^mysql_\w+$/, [['mysql', 'mariadb']]],
  [/^rabbitmq_\w+$/, [['rabbitmqctl']]],
  [/^(?:synchronize)$/, [['rsync']]],
  [/^cron$/, [['crontab']]],
  [/^at$/, [['at']]],
  [/^(?:iptables)$/, [['iptables']]],
  [/^firewalld$/, [['firewall-cmd']]],
  [/^sysctl$/, [['sysctl']]],
  [/^(?:lvg|lvol)$/, [['lvs']]],
  [/^filesystem$/, [['blkid']]],
  [/^(?:openssl_\w+|x509_certificate|acme_certificate)$/, [['openssl']]],
  [/^(?:acl)$/, [['getfacl']]],
  [/^supervisorctl$/, [['supervisorctl']]],
  [/^(?:selinux|seboolean|sefcontext|seport)$/, [['getenforce']]],
  [/^unarchive$/, [['tar', 'unzip']]],
];

/** A program that a host is to have: any one of `names`. */
export interface NeededProgram {
  readonly names: readonly string[];
  readonly module: string;
  readonly at: Position | undefined;
}

/** The programs that tasks need, each once with the first task that needs it; tasks of other hosts do not count. */
export function neededPrograms(tasks: readonly Task[]): NeededProgram[] {
  const needed = new Map<string, NeededProgram>();
  for (const task of tasks) {
    if (task.keywords.has('delegate_to')) continue;
    const module = shortName(task.module.name);
    for (const names of programsOf(module.slice(module.lastIndexOf('.') + 1))) {
      const key = names.join(' ');
      if (!needed.has(key)) needed.set(key, { names, module, at: task.actionAt });
    }
  }
  return [...needed.values()];
}

function programsOf(name: string): (readonly string[])[] {
  return programsByModule
    .filter(([pattern]) => pattern.test(name))
    .flatMap(([, lists]) => lists.map((list) => list.map((program) => (program === '$name' ? name : program))));
}
