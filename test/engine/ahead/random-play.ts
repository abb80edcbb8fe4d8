/** A number from 0 up to (not including) the limit; the same series for the same seed. */
export type Draw = (limit: number) => number;

/** Numbers that follow from a seed (mulberry32). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** The text of a random playbook for boxes: few names, so that tasks get in each other's way. */
export function randomPlaybook(draw: Draw, hosts: readonly string[]): string {
  const writer = new Writer(draw, hosts);
  const play = [
    '- hosts: all',
    `  gather_facts: ${draw(6) === 0}`,
    ...(draw(4) === 0 ? ['  gather_subset: [min]'] : []),
    ...(draw(4) === 0 ? [`  serial: ${1 + draw(2)}`] : []),
    ...(draw(5) === 0 ? [`  strategy: ${['free', 'host_pinned'][draw(2)] ?? 'free'}`] : []),
    '  vars: { word: one, twice: "{{ word }}{{ word }}" }',
    '  tasks:',
    ...indented(writer.tasks(4 + draw(8)), 4),
    '  handlers:',
    ...indented(writer.handlers(), 4),
  ];
  return `${play.join('\n')}\n`;
}

const names = ['a', 'b', 'c'];
const words = ['one', 'two', '{{ word }}', '{{ twice }}', '{{ inventory_hostname }}'];

class Writer {
  #depth = 0;

  constructor(
    readonly draw: Draw,
    readonly hosts: readonly string[],
  ) {}

  tasks(count: number): string[] {
    return Array.from({ length: count }, () => this.#node()).flat();
  }

  handlers(): string[] {
    return ['first', 'second'].flatMap((name) => [`- name: ${name}`, ...indented(this.#plain().slice(1), 2, '')]);
  }

  #node(): string[] {
    const kind = this.draw(12);
    if (kind === 0) return ['- meta: flush_handlers'];
    if (kind === 1 && this.#depth < 2) return this.#block();
    if (kind === 2) return ['- include_tasks: part.yml', ...this.#condition()];
    const [first = '', ...rest] = this.#plain();
    return [first, ...rest, ...this.#extras()];
  }

  #block(): string[] {
    this.#depth++;
    const part = (): string[] => indented(this.tasks(1 + this.draw(3)), 4);
    const block = [
      '- block:',
      ...part(),
      ...(this.draw(2) === 0 ? ['  rescue:', ...part()] : []),
      ...(this.draw(2) === 0 ? ['  always:', ...part()] : []),
      ...this.#condition(),
    ];
    this.#depth--;
    return block;
  }

  /** A task without keywords: its name comes first. */
  #plain(): string[] {
    return ['- name: task', `  ${this.#action()}`];
  }

  #action(): string {
    const path = `{{ box }}/${this.#one(names)}`;
    const word = this.#one(words);
    const mode = this.#one(['0600', '0644', '0755']);
    switch (this.draw(15)) {
      case 0:
        return `file: { path: "${path}", state: directory, mode: "${mode}" }`;
      case 1:
        return `file: { path: "${path}", state: absent }`;
      case 2:
        return `file: { path: "${path}/in", state: ${this.#one(['touch', 'directory', 'file'])} }`;
      case 3:
        return `copy: { dest: "${path}", content: "${word}", mode: "${mode}" }`;
      case 4:
        return `copy: { dest: "${path}/in", content: "${word}" }`;
      case 5:
        return `lineinfile: { path: "${path}", line: "${word}", create: ${this.draw(2) === 0} }`;
      case 6:
        return `command: test -e "${path}"`;
      case 7:
        return `shell: echo ${word} >>"{{ box }}/log"`;
      case 8:
        return `shell: rm -rf "${path}"; echo gone`;
      case 9:
        return `stat: { path: "${path}" }`;
      case 10:
        return `set_fact: { found: "{{ seen is defined and seen is not failed }}", word: "${this.#one(['three', 'four'])}" }`;
      case 11:
        return `debug: { msg: "{{ seen | default('nothing') | to_json | length > 20 }} {{ word }}" }`;
      case 12:
        return `assert: { that: "found | default(true)" }`;
      case 13:
        return `file: { src: "${path}", dest: "{{ box }}/link", state: link, force: true }`;
      default:
        return `command: { argv: [mkdir, "${path}"], creates: "${path}" }`;
    }
  }

  #extras(): string[] {
    const { draw } = this;
    const extras: string[] = this.#condition();
    if (draw(3) === 0) extras.push('  register: seen');
    if (draw(3) === 0) extras.push('  ignore_errors: true');
    if (draw(4) === 0) extras.push(`  notify: ${this.#one(['first', 'second'])}`);
    if (draw(5) === 0) extras.push('  changed_when: false');
    if (draw(9) === 0) extras.push('  run_once: true');
    if (draw(9) === 0) extras.push('  check_mode: true');
    if (draw(9) === 0) extras.push('  environment: { LC_ALL: C }');
    if (draw(9) === 0) extras.push('  failed_when: seen is undefined');
    if (draw(12) === 0) extras.push('  until: true', '  retries: 1', '  delay: 0');
    if (draw(8) === 0) extras.push(...this.#delegation());
    if (draw(4) === 0) extras.push(...this.#loop());
    return extras;
  }

  /** One host works on another's box: only once, for two at a time would race. */
  #delegation(): string[] {
    const other = this.#one(this.hosts);
    return [`  delegate_to: ${other}`, `  vars: { box: "{{ hostvars['${other}'].box }}" }`, '  run_once: true'];
  }

  #loop(): string[] {
    const keys = this.draw(3) === 0 ? ['  loop_control: { index_var: turn }'] : [];
    return [`  loop: [1, 2, "{{ word }}"]`, ...keys];
  }

  #condition(): string[] {
    if (this.draw(3) > 0) return [];
    return [
      `  when: ${this.#one([
        'seen is defined',
        'seen is not changed',
        "inventory_hostname == 'one'",
        "word == 'three'",
        '(seen | default({})).rc | default(0) == 0',
        "hostvars['two'].found | default(false)",
      ])}`,
    ];
  }

  #one(choices: readonly string[]): string {
    return choices[this.draw(choices.length)] ?? '';
  }
}

function indented(lines: readonly string[], width: number, pad = ' '.repeat(width)): string[] {
  return lines.map((line) => `${pad}${line}`);
}
