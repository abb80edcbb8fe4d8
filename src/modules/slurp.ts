import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { text } from '../questions/text.js';

export const slurp = defineModule({
  name: 'ansible.builtin.slurp',
  summary: 'Read a file of the target, as base64.',
  args: { src: arg.path({ required: true, aliases: ['path'], doc: 'File to read.' }) },
  examples: ['slurp: { src: /etc/machine-id }'],

  *run({ src }): Conversation<Result> {
    const { now, content } = yield* ask({ now: stat(src, true), content: text(src) });
    if (!now.exists) fail(now.isDenied ? `file is not readable: ${src}` : `file not found: ${src}`);
    if (now.kind === 'directory') fail(`source is a directory and must be a file: ${src}`);
    if (content === undefined) fail(`file is not readable: ${src}`);
    if (content.content === undefined) fail(`${src} is too large to be read into memory (${content.size} bytes)`);
    return { changed: false, content: content.content.toString('base64'), encoding: 'base64', source: src };
  },
});
