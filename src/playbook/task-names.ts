import { builtinModules } from './builtin-modules.js';
import type { ContentReader } from './content.js';
import { keywordsOf } from './keywords.js';

/** The names that may stand in a task: keywords, and modules in full and in short. */
export function* namesInTasks(reader: ContentReader): Iterable<string> {
  yield* keywordsOf('task');
  yield* ['block', 'rescue', 'always'];
  yield* builtinModules;
  for (const name of reader.moduleNames()) yield* [name, name.slice(name.lastIndexOf('.') + 1)];
}
