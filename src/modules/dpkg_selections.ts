import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { attach, sh } from '../shell/script.js';

export const dpkgSelections = defineModule({
  name: 'ansible.builtin.dpkg_selections',
  summary: "Hold a Debian package, or choose what dpkg's front ends do with it.",
  args: {
    name: arg.string({ required: true, doc: 'The package.' }),
    selection: arg.oneOf('install', 'hold', 'deinstall', 'purge')({ required: true, doc: 'What is chosen for it.' }),
  },
  examples: ['dpkg_selections: { name: docker.io, selection: hold }'],

  *run({ name, selection }): Conversation<Result> {
    const { before } = yield* ask({
      before: probe(
        sh`dpkg --get-selections ${name} 2>/dev/null`,
        ({ stdout }) => /\s(\S+)\s*$/.exec(stdout.toString())?.[1],
      ),
    });
    if (before === undefined)
      fail(`Failed to find package '${name}' to perform selection '${selection}'.`, { changed: false });
    if (before !== selection) {
      const run = sh`dpkg --set-selections <${attach(`${name} ${selection}\n`)}`;
      yield* change({ what: 'selection', before, after: selection, run });
    }
    return { changed: before !== selection, before, after: selection };
  },
});
