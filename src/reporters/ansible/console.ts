import { coloured, type Tone } from './colours.js';
import { howToSilence } from './notice-text.js';
import type { AnsibleOptions } from './options.js';

/** Standard output and standard error as Ansible writes to them. */
export class Console {
  readonly #options: AnsibleOptions;
  readonly #told = new Set<string>();

  constructor(options: AnsibleOptions) {
    this.#options = options;
  }

  line(text: string, tone?: Tone): void {
    this.#options.writeOutput(`${this.#paint(text, tone)}\n`);
  }

  errorLine(text: string, tone?: Tone): void {
    this.#options.writeError(`${this.#paint(text, tone)}\n`);
  }

  /** What only `-v` and on tell. */
  detail(text: string): void {
    if (this.#options.display.verboseToStderr) this.errorLine(text, 'verbose');
    else this.line(text, 'verbose');
  }

  /** With `-v`, the configuration that is in use. */
  configuration(): void {
    const { verbosity, configurationFile: file } = this.#options;
    if (verbosity === 0) return;
    this.detail(file === undefined ? 'No config file found; using defaults' : `Using ${file} as config file`);
  }

  /** A heading with stars up to the width of the screen. */
  banner(text: string): void {
    const heading = text.trim();
    const stars = Math.max(3, this.#options.columns() - displayWidth(heading));
    this.line(`\n${heading} ${'*'.repeat(stars)}`);
  }

  /** A warning, once a run. */
  warn(text: string): void {
    if (this.isNews(text)) this.errorLine(text, 'warn');
  }

  /** What goes away, once a run, and before the first how not to be told. */
  deprecate(text: string): void {
    this.warn(howToSilence);
    if (this.isNews(text)) this.errorLine(text, 'deprecate');
  }

  /** Warnings and errors are told once a run. */
  isNews(text: string): boolean {
    if (this.#told.has(text)) return false;
    this.#told.add(text);
    return true;
  }

  #paint(text: string, tone: Tone | undefined): string {
    return tone === undefined ? text : coloured(text, tone, this.#options.palette);
  }
}

/** The columns a text takes: East Asian wide characters take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
