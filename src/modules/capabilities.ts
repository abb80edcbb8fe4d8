import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { capabilityText, isSame, parseCapability, readCapabilities } from './capabilities/text.js';
import { systemPath } from './programs/path.js';

export const capabilities = defineModule({
  name: 'community.general.capabilities',
  summary: 'Give a program one of the capabilities that root has, or take it away.',
  args: {
    path: arg.string({ required: true, aliases: ['key'], doc: 'The program.' }),
    capability: arg.string({ required: true, aliases: ['cap'], doc: 'The capability with its flags: cap_net_raw+ep.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the program has it.' }),
  },
  examples: ['capabilities: { path: /usr/bin/ping, capability: cap_net_raw+ep }'],

  *run({ path, capability, state }): Conversation<Result> {
    const wanted = parseCapability(capability, state === 'present');
    const { now } = yield* ask({ now: capabilitiesOf(path) });
    const others = now.filter(({ name }) => name !== wanted.name);
    const isRight = state === 'present' ? now.some((one) => isSame(one, wanted)) : others.length === now.length;
    if (isRight) return { changed: false, state };
    const after = [...others, ...(state === 'present' ? [wanted] : [])].map(capabilityText).join(' ');
    const before = now.map(capabilityText).join(' ');
    const run = sh`${systemPath} setcap ${after} ${path}`;
    const outcome = yield* change({ what: 'capabilities', before, after, run, mayFail: true });
    const msg = 'capabilities changed';
    if (!outcome) return { changed: true, msg };
    const said = { stdout: outcome.stdout.toString(), stderr: outcome.stderr.toString() };
    if (outcome.status !== 0) fail(`Unable to set capabilities of ${path}`, { changed: false, ...said });
    return { changed: true, msg, state, stdout: said.stdout };
  },
});

function capabilitiesOf(path: string) {
  const script = sh`${systemPath} command -v getcap >/dev/null || exit 99; getcap ${path}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99)
      fail('Failed to find required executable "getcap" on the target: install libcap2-bin (libcap elsewhere)');
    const said = { stdout: stdout.toString(), stderr: stderr.toString() };
    // getcap ends with success for a file that is not there.
    if (status !== 0 || said.stderr !== '') fail(`Unable to get capabilities of ${path}`, { changed: false, ...said });
    return readCapabilities(said.stdout, path);
  });
}
