import type { Reporter } from '../../events/bus.js';
import { printable } from '../style.js';

export interface GitlabOptions {
  /** Milliseconds since 1970. */
  now(): number;
  writeOutput(text: string): void;
}

/** Collapsible sections for GitLab's job log, one for each play. Goes before what people read. */
export function gitlabReporter({ now, writeOutput }: GitlabOptions): Reporter {
  let count = 0;
  let open: string | undefined;
  const seconds = (): number => Math.floor(now() / 1000);
  const close = (): void => {
    if (open !== undefined) writeOutput(`\u001b[0Ksection_end:${seconds()}:${open}\r\u001b[0K\n`);
    open = undefined;
  };
  return {
    report(event) {
      if (event.type === 'play start' || event.type === 'run end') close();
      if (event.type !== 'play start') return;
      open = `provision_play_${++count}`;
      writeOutput(`\u001b[0Ksection_start:${seconds()}:${open}\r\u001b[0K${printable(event.name)}\n`);
    },
    close,
  };
}
