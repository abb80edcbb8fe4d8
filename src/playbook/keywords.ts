/** Where a keyword may stand. */
export type Level = 'play' | 'role' | 'block' | 'task' | 'handler';

/** What a keyword's literal value must be; templates are checked when they are rendered. */
export type KeywordType =
  'boolean' | 'integer' | 'number' | 'string' | 'list' | 'dict' | 'condition' | 'any' | 'tasks' | 'percentage';

/**
 * How a keyword reaches the tasks below it: `own` does not, `nearest` is overridden by the inner one,
 * `collected` gathers all levels from the outside in (when, tags, environment, vars).
 */
export type Inheritance = 'own' | 'nearest' | 'collected';

export interface Keyword {
  readonly levels: readonly Level[];
  readonly type: KeywordType;
  readonly inheritance: Inheritance;
}

const everywhere: readonly Level[] = ['play', 'role', 'block', 'task', 'handler'];
const belowPlay: readonly Level[] = ['role', 'block', 'task', 'handler'];
const tasks: readonly Level[] = ['task', 'handler'];

const nearest = (type: KeywordType, levels: readonly Level[] = everywhere): Keyword => ({
  levels,
  type,
  inheritance: 'nearest',
});
const own = (type: KeywordType, levels: readonly Level[]): Keyword => ({ levels, type, inheritance: 'own' });
const collected = (type: KeywordType, levels: readonly Level[] = everywhere): Keyword => ({
  levels,
  type,
  inheritance: 'collected',
});

/** Every keyword of plays, roles, blocks, tasks and handlers, as Ansible documents them ("Playbook Keywords"). */
export const keywords: Readonly<Record<string, Keyword>> = {
  any_errors_fatal: nearest('boolean'),
  become: nearest('boolean'),
  become_exe: nearest('string'),
  become_flags: nearest('string'),
  become_method: nearest('string'),
  become_user: nearest('string'),
  check_mode: nearest('boolean'),
  collections: nearest('list'),
  connection: nearest('string'),
  debugger: nearest('string'),
  diff: nearest('boolean'),
  ignore_errors: nearest('boolean'),
  ignore_unreachable: nearest('boolean'),
  module_defaults: collected('any'),
  no_log: nearest('boolean'),
  port: nearest('integer'),
  remote_user: nearest('string'),
  run_once: nearest('boolean'),
  throttle: nearest('integer'),
  timeout: nearest('integer'),
  environment: collected('any'),
  tags: collected('any'),
  vars: collected('any'),
  when: collected('condition', belowPlay),
  delegate_to: nearest('string', belowPlay),
  delegate_facts: nearest('boolean', belowPlay),
  name: own('string', everywhere),
  // plays
  hosts: own('any', ['play']),
  fact_path: own('string', ['play']),
  force_handlers: own('boolean', ['play']),
  gather_facts: own('boolean', ['play']),
  gather_subset: own('any', ['play']),
  gather_timeout: own('integer', ['play']),
  handlers: own('tasks', ['play']),
  max_fail_percentage: own('percentage', ['play']),
  order: own('string', ['play']),
  post_tasks: own('tasks', ['play']),
  pre_tasks: own('tasks', ['play']),
  roles: own('list', ['play']),
  serial: own('any', ['play']),
  strategy: own('string', ['play']),
  tasks: own('tasks', ['play']),
  user: own('string', ['play']),
  vars_files: own('any', ['play']),
  vars_prompt: own('any', ['play']),
  // blocks
  block: own('tasks', ['block']),
  rescue: own('tasks', ['block']),
  always: own('tasks', ['block']),
  notify: nearest('any', ['block', 'task', 'handler']),
  // tasks
  action: own('any', tasks),
  local_action: own('any', tasks),
  args: own('any', tasks),
  async: own('integer', tasks),
  changed_when: own('condition', tasks),
  delay: own('number', tasks),
  failed_when: own('condition', tasks),
  loop: own('any', tasks),
  loop_control: own('any', tasks),
  poll: own('integer', tasks),
  register: own('string', tasks),
  retries: own('integer', tasks),
  until: own('condition', tasks),
  listen: own('any', ['handler']),
};

/** The keywords that may stand at a level. */
export function keywordsOf(level: Level): readonly string[] {
  return Object.keys(keywords).filter((name) => keywords[name]?.levels.includes(level));
}
