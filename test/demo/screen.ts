import type { Progress } from '../lab/progress.js';

/** Shows what a long job is doing. */
export interface Screen {
  /** Does one step: shows its title, the last thing it said, and how long it took. */
  step<T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T>;
  /** A line that stays. */
  note(line: string): void;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const heartbeatSeconds = 30;

/** On a terminal one line that is rewritten; elsewhere a line for each event, and one now and then when nothing happens. */
export function openScreen(terminal: Terminal): Screen {
  const started = Date.now();
  const elapsed = () => clock(Date.now() - started);
  const note = (line: string) => void terminal.write(`${line}\n`);
  const step = async <T>(title: string, work: (progress: Progress) => Promise<T>): Promise<T> => {
    const line = terminal.isTTY ? liveLine(terminal, title, elapsed) : plainLines(note, title, elapsed);
    const began = Date.now();
    try {
      const result = await work((text) => line.say(text));
      line.end(`✓ ${title} (${clock(Date.now() - began)})`);
      return result;
    } catch (error) {
      line.end(`✗ ${title} (${clock(Date.now() - began)})`);
      throw error;
    }
  };
  return { step, note };
}

interface Line {
  say(text: string): void;
  end(text: string): void;
}

function liveLine(terminal: Terminal, title: string, elapsed: () => string): Line {
  let last = '';
  const draw = () => {
    const text = `${elapsed()}  ${title}${last && `: ${last}`}`;
    terminal.write(`\r\x1b[K${text.slice(0, (terminal.columns ?? 80) - 1)}`);
  };
  const timer = setInterval(draw, 1000);
  draw();
  return {
    say: (text) => {
      last = text;
      draw();
    },
    end: (text) => {
      clearInterval(timer);
      terminal.write(`\r\x1b[K${text}\n`);
    },
  };
}

function plainLines(note: (line: string) => void, title: string, elapsed: () => string): Line {
  let last = '';
  const beat = () => note(`${elapsed()}  ${title}: still at it${last && ` (${last})`}`);
  let timer = setInterval(beat, heartbeatSeconds * 1000);
  note(`${elapsed()}  ${title} ...`);
  return {
    say: (text) => {
      last = text;
      note(`${elapsed()}  ${title}: ${text}`);
      clearInterval(timer);
      timer = setInterval(beat, heartbeatSeconds * 1000);
    },
    end: (text) => {
      clearInterval(timer);
      note(`${elapsed()}  ${text}`);
    },
  };
}

/** Minutes and seconds. */
export function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
