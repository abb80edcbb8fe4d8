import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { runProgram } from './programs/run.js';
import { needSelinux, selinuxState, semanageList } from './selinux/state.js';

const kinds = {
  a: 'all files',
  b: 'block device',
  c: 'character device',
  d: 'directory',
  f: 'regular file',
  l: 'symbolic link',
  p: 'named pipe',
  s: 'socket',
} as const;

const args = {
  target: arg.string({ required: true, aliases: ['path'], doc: 'The paths, as a regular expression.' }),
  ftype: arg.oneOf('a', 'b', 'c', 'd', 'f', 'l', 'p', 's')({ default: 'a', doc: 'The kind of file; a for all.' }),
  setype: arg.string({ doc: 'The type.' }),
  substitute: arg.string({ aliases: ['equal'], doc: 'The path whose contexts count for the target too.' }),
  seuser: arg.string({ doc: 'The user of SELinux.' }),
  selevel: arg.string({ aliases: ['serange'], doc: 'The level.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the rule is there.' }),
  reload: arg.boolean({ default: true, doc: 'Load the policy again.' }),
  ignore_selinux_state: arg.boolean({ default: false, doc: 'Work also where SELinux is off.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const sefcontext = defineModule({
  name: 'community.general.sefcontext',
  summary: 'Keep a rule of SELinux about the contexts of files.',
  args,
  rules: {
    mutuallyExclusive: [
      ['setype', 'substitute'],
      ['substitute', 'ftype'],
      ['substitute', 'seuser'],
      ['substitute', 'selevel'],
    ],
    requiredIf: [['state', 'present', ['setype', 'substitute'], true]],
  },
  examples: ['sefcontext: { target: "/srv/www(/.*)?", setype: httpd_sys_content_t }'],

  *run(given): Conversation<Result> {
    const { selinux } = yield* ask({ selinux: selinuxState });
    needSelinux(selinux, given.ignore_selinux_state);
    const { own } = yield* ask({ own: semanageList(['fcontext', '-l', '-C', '-n']) });
    const { target, ftype, setype, substitute, seuser, selevel: serange, state } = given;
    const told = {
      target,
      ftype,
      setype: setype ?? null,
      substitute: substitute ?? null,
      seuser: seuser ?? null,
      serange: serange ?? null,
      state,
    };
    const scripts = substitute === undefined ? contextScripts(given, own) : substitutionScripts(given, own);
    if (scripts.length === 0) return { changed: false, ...told };
    yield* runProgram({ what: 'file contexts', after: target, run: joinScripts(scripts, ' &&\n') });
    return { changed: true, ...told };
  },
});

interface Context {
  readonly seuser: string;
  readonly setype: string;
  readonly level: string;
}

/** `TARGET   KIND   user:role:type:level`, the kind in words of semanage. */
function contextOf({ target, ftype }: Args, own: readonly string[]): Context | undefined {
  const line = own.find((candidate) => candidate.startsWith(`${target} `) && candidate.includes(kinds[ftype]));
  if (line === undefined) return undefined;
  const [seuser = '', , setype = '', ...level] = (line.trim().split(/\s+/).at(-1) ?? '').split(':');
  return { seuser, setype, level: level.join(':') };
}

function contextScripts(given: Args, own: readonly string[]): Script[] {
  const { target, ftype, setype, seuser, selevel, state, reload } = given;
  const now = contextOf(given, own);
  const common = [...(reload ? [] : ['-N']), '-f', ftype];
  if (state === 'absent') {
    const context = now ? [sh`semanage fcontext -d ${common} ${target}`] : [];
    return [...context, ...(setype === undefined ? substitutionScripts(given, own) : [])];
  }
  const isRight =
    now?.setype === setype && [undefined, now?.seuser].includes(seuser) && [undefined, now?.level].includes(selevel);
  if (isRight) return [];
  const more = [...(seuser === undefined ? [] : ['-s', seuser]), ...(selevel === undefined ? [] : ['-r', selevel])];
  return [sh`semanage fcontext ${now ? '-m' : '-a'} ${common} -t ${setype ?? ''} ${more} ${target}`];
}

/** `TARGET = SUBSTITUTE` */
function substitutionScripts({ target, substitute, state, reload }: Args, own: readonly string[]): Script[] {
  const line = own.find((candidate) => candidate.startsWith(`${target} = `));
  const now = line?.slice(target.length + 3).trim();
  const noReload = reload ? [] : ['-N'];
  if (state === 'absent') {
    if (now === undefined || (substitute !== undefined && substitute !== now)) return [];
    return [sh`semanage fcontext -d ${noReload} -e ${now} ${target}`];
  }
  if (now === substitute) return [];
  if (now !== undefined)
    return [sh`semanage fcontext -m ${noReload} -e ${substitute ?? fail('substitute is missing')} ${target}`];
  return [sh`semanage fcontext -a ${noReload} -e ${substitute ?? fail('substitute is missing')} ${target}`];
}
