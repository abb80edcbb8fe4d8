import { command } from '../contenders/provision.js';
import { interleave, median } from '../measure.js';
import type { Section } from '../section.js';
import { projectDirectory } from '../../demo/provision.js';

/** How long the command needs before it does anything. */
export const start: Section = {
  name: 'start',
  title: 'Start',
  about: 'The program without a host: milliseconds, with bare Node beside it.',
  async measure(bench) {
    const own = (args: readonly string[]) => [command({ directory: projectDirectory }, args)];
    const contenders = [
      {
        name: '`node -e 0`',
        version: '',
        commands: [{ program: process.execPath, args: ['-e', '0'], directory: projectDirectory }],
      },
      { name: '`provision --version`', version: '', commands: own(['--version']) },
      { name: '`provision --list-tasks` of the shipped playbook', version: '', commands: own(['--list-tasks']) },
    ];
    const timings = await interleave(contenders, { ...bench, runs: Math.max(5, bench.runs) });
    const rows = timings.map(({ name, seconds }) => `| ${name} | ${(median(seconds) * 1000).toFixed(0)} |`);
    return { lines: ['| | milliseconds |', '|---|---|', ...rows] };
  },
};
