/** What dnf would do, as its table tells. */
export interface Transaction {
  readonly installs: readonly string[];
  readonly removes: readonly string[];
  /** Versions that are replaced: dnf tells only the new ones. */
  readonly replaces: readonly string[];
  /** Arguments that it knows no package for. */
  readonly unknown: readonly string[];
  /** Files that cannot be read. */
  readonly unread: readonly string[];
  /** What prevents it. */
  readonly problem: string | undefined;
}

/** Reads the output of `dnf --assumeno`, in the language C. */
export function readTransaction(stdout: string, stderr: string): Transaction {
  const text = `${stdout}\n${stderr}`;
  const unknown = [
    ...text.matchAll(
      /^(?:No match for argument: |No package |Module or Group ')(.+?)(?: available\.|' is not available\.)?$/gm,
    ),
  ].map(([, name = '']) => name);
  const unread = [...text.matchAll(/^Could not open: (.+)$/gm)].map(([, name = '']) => name);
  const problem = /^Error: *\n?([\s\S]*?)(?:\n\(try to |\n*$(?![\s\S]))/m.exec(stderr)?.[1];
  return {
    ...readTable(stdout),
    unknown,
    unread,
    problem: problem === 'Nothing to do.' ? undefined : problem?.trimEnd(),
  };
}

type Section = 'installs' | 'removes' | 'replaces';

function readTable(text: string): Record<Section, string[]> {
  const found: Record<Section, string[]> = { installs: [], removes: [], replaces: [] };
  let section: Section | undefined;
  let words: string[] = [];
  for (const line of text.split('\n')) {
    if (/^Transaction Summary/.test(line)) break;
    if (/^\S.*:$/.test(line)) {
      section = sectionOf(line);
      words = [];
    } else if (section && line.startsWith(' ') && !/^ +replacing /.test(line)) {
      // A long name has a line of its own, and the rest follows on the next one.
      words = [...words, ...line.trim().split(/\s+/)];
      if (words.length < 5) continue;
      found[section].push(packageOf(words));
      words = [];
    }
  }
  return found;
}

function sectionOf(heading: string): Section | undefined {
  if (/^(?:Install|Reinstall)/.test(heading)) return 'installs';
  if (/^(?:Upgrad|Updat|Downgrad)/.test(heading)) return 'replaces';
  return /^Remov/.test(heading) ? 'removes' : undefined;
}

function packageOf([name = '', architecture = '', version = '']: readonly string[]): string {
  return `${name}-${version}.${architecture}`;
}
