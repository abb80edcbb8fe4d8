import { posix } from 'node:path';
import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';

export const slurp = defineModule({
  name: 'ansible.builtin.slurp',
  summary: 'Read a file of the target, as base64.',
  args: { src: arg.path({ required: true, aliases: ['path'], doc: 'File to read.' }) },
  examples: ['slurp: { src: /etc/machine-id }'],

  *run({ src }): Conversation<Result> {
    const { now, parent, content } = yield* ask({
      now: stat(src, true),
      parent: stat(posix.dirname(src), true),
      content: text(src),
    });
    if (!now.exists && parent.exists && parent.kind !== 'directory') fail(`Unable to slurp file: ${src}`);
    if (!now.exists) fail(now.isDenied ? `File is not readable: ${src}` : `File not found: ${src}`);
    if (!now.readable) fail(`File is not readable: ${src}`);
    if (now.kind === 'directory') fail(`Source is a directory and must be a file: ${src}`);
    // What is no file, such as /dev/null, counts as an empty one.
    if (content === undefined && now.kind !== 'file')
      return { changed: false, content: '', encoding: 'base64', source: src };
    if (content === undefined) fail(`Unable to slurp file: ${src}`);
    if (content.content === undefined) fail(`${src} is too large to be read into memory (${content.size} bytes)`);
    return { changed: false, content: content.content.toString('base64'), encoding: 'base64', source: src };
  },
});
