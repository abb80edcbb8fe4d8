import type { Command, Option } from 'commander';

/** What may be typed next, and what it is. */
export interface Suggestion {
  readonly value: string;
  readonly text: string;
}

/** Names that only the site knows. */
export interface SiteNames {
  readonly hosts: readonly string[];
  readonly groups: readonly string[];
  readonly tags: readonly string[];
  readonly tasks: readonly string[];
}

/** What else the names come from; each is asked only when it is needed. */
export interface NameSources {
  site(): Promise<SiteNames>;
  modules(): Promise<readonly Suggestion[]>;
  runs(): Promise<readonly Suggestion[]>;
}

/** The word that stands for the shell's own completion of files. */
export const filesWord: Suggestion = { value: ':files', text: '' };

/** What can follow the words; the last of them is the one that is being typed. */
export async function suggestionsFor(
  words: readonly string[],
  program: Command,
  sources: NameSources,
): Promise<Suggestion[]> {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const place = placeOf(before, program);
  const [, flag, value] = /^(--[\w-]+)=(.*)$/.exec(current) ?? [];
  if (flag !== undefined) {
    const found = findOption(place.command, flag);
    const given = found ? await valuesOf(found, value ?? '', sources) : [];
    return given.map((one) => (one === filesWord ? one : { ...one, value: `${flag}=${one.value}` }));
  }
  if (place.option) return valuesOf(place.option, current, sources);
  if (current.startsWith('-')) return starting(flagsOf(place.command), current);
  return starting([...commandsOf(place.command, place.count), ...(await argumentsOf(place, sources))], current);
}

interface Place {
  readonly command: Command;
  /** The option whose value comes next. */
  readonly option: Option | undefined;
  /** How many arguments came before. */
  readonly count: number;
}

function placeOf(words: readonly string[], program: Command): Place {
  let command = program;
  let option: Option | undefined;
  let count = 0;
  for (const word of words) {
    if (option) option = undefined;
    else if (word.startsWith('-')) option = takesValue(findOption(command, word));
    else {
      const inner = count === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (inner) command = inner;
      else count++;
    }
  }
  return { command, option, count };
}

function findOption({ options }: Command, word: string): Option | undefined {
  return options.find(({ long, short }) => word === long || word === short);
}

function takesValue(option: Option | undefined): Option | undefined {
  return option?.required === true ? option : undefined;
}

function flagsOf({ options }: Command): Suggestion[] {
  return options
    .filter(({ hidden }) => !hidden)
    .flatMap(({ long, description }) =>
      long === undefined || long === null ? [] : [{ value: long, text: description }],
    );
}

function commandsOf({ commands }: Command, count: number): Suggestion[] {
  if (count > 0) return [];
  return commands
    .filter((one) => one.name() !== 'complete')
    .map((one) => ({ value: one.name(), text: one.description() }));
}

const filePaths = /file|path|source|directory|tree|key|inventory|out$/;

/** What an option takes, by its choices and its long name. */
async function valuesOf({ long, argChoices }: Option, current: string, sources: NameSources): Promise<Suggestion[]> {
  if (argChoices)
    return starting(
      argChoices.map((value) => ({ value, text: '' })),
      current,
    );
  switch (long) {
    case '--limit':
    case '--host':
      return listed(await hostsAndGroups(sources), current);
    case '--tags':
    case '--skip-tags':
      return listed(named((await sources.site()).tags, 'tag'), current);
    case '--start-at-task':
      return starting(named((await sources.site()).tasks, 'task'), current);
    case '--module-name':
      return starting(await sources.modules(), current);
    case '--connection':
      return starting(named(['ssh', 'local'], 'connection'), current);
    case '--become-method':
      return starting(named(['sudo', 'su', 'doas'], 'method'), current);
    case '--resume-from':
      return starting(await sources.runs(), current);
    default:
      return filePaths.test(long ?? '') || current.startsWith('@') ? [filesWord] : [];
  }
}

/** What a command's next argument is. */
async function argumentsOf({ command, count }: Place, sources: NameSources): Promise<Suggestion[]> {
  const name = command.name();
  const argument = command.registeredArguments[Math.min(count, command.registeredArguments.length - 1)];
  if (!argument) return [];
  switch (argument.name()) {
    case 'pattern':
    case 'group':
      return hostsAndGroups(sources);
    case 'module':
      return [...(await sources.modules())];
    case 'run':
      return [{ value: 'last', text: 'the last run' }, ...(await sources.runs())];
    case 'shell':
      return named(['bash', 'zsh', 'fish'], 'shell');
    case 'program':
      return named(['ansible-playbook', 'ansible', 'ansible-inventory', 'ansible-vault'], 'program');
    case 'variable':
      return [];
    default:
      return name === 'complete' ? [] : [filesWord];
  }
}

async function hostsAndGroups(sources: NameSources): Promise<Suggestion[]> {
  const { hosts, groups } = await sources.site();
  return [...named(groups, 'group'), ...named(hosts, 'host')];
}

function named(values: readonly string[], text: string): Suggestion[] {
  return values.map((value) => ({ value, text }));
}

function starting(all: readonly Suggestion[], current: string): Suggestion[] {
  return all.filter((one) => one === filesWord || one.value.startsWith(current));
}

/** Names that may be listed with commas or colons: the last of them is completed. */
function listed(all: readonly Suggestion[], current: string): Suggestion[] {
  const [, before = '', last = ''] = /^(.*[,:&!])?([^,:&!]*)$/.exec(current) ?? [];
  return starting(all, last).map((one) => ({ ...one, value: before + one.value }));
}
