/** Seconds after its last use that what a run leaves behind is kept, unless something else is asked for. */
const usualSeconds = 60;

/** Commands that need this very process (its terminal, its editor) or are over before a connection is made. */
const ownProcess = /^(?:vault|inventory|keep|runs|help|explain|lint|trust|init|completion|complete)$/;
const listing = /^(?:-h|--help|--version|--list-(?:hosts|tasks|tags)|--syntax-check)$/;

export interface KeepRequest {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/**
 * How long to keep what this command line leaves behind; 0 for not at all. The command line wins over PROVISION_KEEP. By
 * itself it is done at a terminal only: a pipeline's machine is gone before anybody would run again.
 */
export function keepSeconds(words: readonly string[], { variables, isTerminal }: KeepRequest): number {
  if (needsOwnProcess(words)) return 0;
  const flag = findFlag(words);
  if (flag !== undefined) return secondsOf(flag);
  const setting = variables['PROVISION_KEEP'] ?? '';
  if (setting !== '') return isOn(setting) ? usualSeconds : secondsOf(setting);
  return isTerminal && !isPipeline(variables['CI']) ? usualSeconds : 0;
}

function needsOwnProcess(words: readonly string[]): boolean {
  if (words.some((word) => listing.test(word))) return true;
  const [first, program = ''] = words;
  return first === 'as' ? !/^ansible(?:-playbook)?$/.test(program) : words.some((word) => ownProcess.test(word));
}

/** The last of `--keep N`, `--keep=N` and `--no-keep`. */
function findFlag(words: readonly string[]): string | undefined {
  const found = words.flatMap((word, index) => {
    if (word === '--no-keep') return ['0'];
    if (word === '--keep') return [words[index + 1] ?? ''];
    return word.startsWith('--keep=') ? [word.slice('--keep='.length)] : [];
  });
  return found.at(-1);
}

/** What a setting that is switched on looks like: one second would be of no use. */
function isOn(setting: string): boolean {
  return /^(?:1|yes|true|on)$/i.test(setting);
}

/** What cannot be read keeps nothing. */
function secondsOf(text: string): number {
  return Math.max(0, Number(text)) || 0;
}

function isPipeline(setting: string | undefined): boolean {
  return setting !== undefined && !/^(?:|0|false)$/i.test(setting);
}
