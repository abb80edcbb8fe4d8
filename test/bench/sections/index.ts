import type { Section } from '../section.js';
import { converged } from './converged.js';
import { create } from './create.js';
import { delayed } from './delay.js';
import { files } from './files.js';
import { inventory } from './inventory.js';
import { kept } from './kept.js';
import { scale } from './scale.js';
import { stack } from './stack.js';
import { start } from './start.js';
import { templates } from './templates.js';

/** All sections, in the order of the page. */
export const sections: readonly Section[] = [
  converged,
  kept,
  create,
  delayed,
  start,
  templates,
  scale,
  inventory,
  files,
  stack,
];
