import type { OutputStream } from '../transport/connection.js';

/** Milliseconds between two tellings: programs print more than anybody reads. */
export const tellEvery = 250;

/** In bytes. What has no line's end within it is no text for people. */
const longestLine = 4096;

/** Follows what a program prints. */
export interface Following {
  onOutput(chunk: Buffer, from: OutputStream): void;
  /** The program has ended: nothing more is told. */
  end(): void;
}

/**
 * Tells of the last whole line that a program has printed, now and then; nothing of programs that have ended by then.
 * Half a line is never told: it might be half a secret, which no mask knows.
 */
export function followOutput(tell: (line: string) => void): Following {
  const rest: Record<OutputStream, Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  let line: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (line !== undefined) tell(line);
    line = undefined;
  };
  return {
    onOutput(chunk, from) {
      const bytes = Buffer.concat([rest[from], chunk]);
      const end = endOfLines(bytes);
      rest[from] = Buffer.from(bytes.subarray(Math.max(end, bytes.length - longestLine)));
      const last = lastLine(bytes.toString('utf8', Math.max(0, end - longestLine), end));
      if (last === undefined) return;
      line = last;
      timer ??= setTimeout(flush, tellEvery).unref();
    },
    end: () => clearTimeout(timer),
  };
}

/** Where the last whole line ends. Programs that draw a bar end it with a carriage return. */
function endOfLines(bytes: Buffer): number {
  return Math.max(bytes.lastIndexOf('\n'), bytes.lastIndexOf('\r')) + 1;
}

function lastLine(text: string): string | undefined {
  return text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}
