import type { Measured, Section } from './section.js';

/** A section as it was measured, or why it could not be. */
export interface Outcome {
  readonly section: Section;
  readonly measured: Measured;
}

/** The page of all measurements. */
export function reportPage(
  outcomes: readonly Outcome[],
  machine: readonly string[],
  { runs, hosts }: { readonly runs: number; readonly hosts: number },
): string {
  const parts = outcomes.map(({ section, measured }) =>
    [`## ${section.title}`, '', section.about, '', ...measured.lines].join('\n'),
  );
  const head = [
    '# Benchmarks',
    '',
    `Written by \`npm run bench\`: ${hosts} lab hosts, ${runs} runs of each, taken in turn. Seconds are wall-clock and depend on the`,
    'machine; the ratios are what to look at.',
    '',
    ...machine,
  ].join('\n');
  return `${[head, ...parts].join('\n\n')}\n`;
}
