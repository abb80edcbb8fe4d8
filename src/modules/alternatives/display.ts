/** One program that a group's link may lead to. */
export interface Choice {
  readonly path: string;
  readonly priority: number;
  readonly subcommands: readonly Subcommand[];
}

export interface Subcommand {
  readonly name: string;
  readonly link: string;
  readonly path: string;
}

export interface Group {
  readonly link: string | undefined;
  readonly isAutomatic: boolean;
  readonly current: string | undefined;
  readonly choices: readonly Choice[];
}

/** Reads what Debian's `update-alternatives --query` prints. */
export function readQuery(text: string): Group {
  const [head = '', ...blocks] = text.trim().split(/\n\n+/);
  const links = slavesOf(head);
  return {
    link: fieldOf(head, 'Link'),
    isAutomatic: fieldOf(head, 'Status') === 'auto',
    current: fieldOf(head, 'Value'),
    choices: blocks.map((block) => ({
      path: fieldOf(block, 'Alternative') ?? '',
      priority: Number(fieldOf(block, 'Priority')),
      subcommands: [...slavesOf(block)].map(([name, path]) => ({ name, link: links.get(name) ?? '', path })),
    })),
  };
}

function fieldOf(block: string, name: string): string | undefined {
  return block
    .split('\n')
    .find((line) => line.startsWith(`${name}: `))
    ?.slice(name.length + 2);
}

function slavesOf(block: string): Map<string, string> {
  return new Map([...block.matchAll(/^ (\S+) (.+)$/gm)].map(([, name = '', path = '']) => [name, path]));
}

/** Reads what `alternatives --display` of the RHEL family prints, which does not tell where the links are. */
export function readDisplay(text: string): Group {
  const choices: { path: string; priority: number; subcommands: Subcommand[] }[] = [];
  for (const line of text.split('\n')) {
    const [, path, priority] = /^(\/.*) - (?:family \S+ )?priority (-?\d+)/.exec(line) ?? [];
    if (path !== undefined) choices.push({ path, priority: Number(priority), subcommands: [] });
    const [, name, target] = /^ (?:slave|follower) (\S+): (.+)$/.exec(line) ?? [];
    if (name !== undefined && target !== undefined) choices.at(-1)?.subcommands.push({ name, link: '', path: target });
  }
  return {
    link: undefined,
    isAutomatic: /status is auto\.?$/m.test(text),
    current: /link currently points to (.+)$/m.exec(text)?.[1],
    choices,
  };
}
