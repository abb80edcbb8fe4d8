import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { runProgram } from './programs/run.js';

export const timezone = defineModule({
  name: 'community.general.timezone',
  summary: "Set the target's time zone, and how its hardware clock counts.",
  args: {
    name: arg.string({ doc: 'The zone, as in /usr/share/zoneinfo.' }),
    hwclock: arg.oneOf('local', 'UTC')({ aliases: ['rtc'], doc: 'What the hardware clock tells.' }),
  },
  rules: { requiredOneOf: [['hwclock', 'name']] },
  examples: ['timezone: { name: Europe/Berlin }', 'timezone: { hwclock: UTC }'],

  *run({ name, hwclock }, target): Conversation<Result> {
    const { now } = yield* ask({ now: clock(name ?? '') });
    if (name !== undefined && !now.isKnown) fail(`Error message:\ngiven timezone "${name}" is not available`);
    const steps = [
      ...(name === undefined || name === now.name ? [] : [zoneStep(now, name)]),
      ...(hwclock === undefined || hwclock === now.hwclock ? [] : [clockStep(now, hwclock)]),
    ];
    const sides = {
      before: { ...(name === undefined ? {} : { name: now.name }), ...(hwclock ? { hwclock: now.hwclock } : {}) },
      after: { ...(name === undefined ? {} : { name }), ...(hwclock ? { hwclock } : {}) },
    };
    const diff = target.diff ? { diff: sides } : {};
    if (steps.length === 0) return { changed: false, ...diff };
    const outcome = yield* runProgram({
      what: 'time zone',
      before: Object.values(sides.before).join(', '),
      after: Object.values(sides.after).join(', '),
      run: joinScripts(
        steps.map(({ run }) => run),
        ' &&\n',
      ),
    });
    const msg = steps.map(({ told }) => `executed \`${told}\``).join('\n');
    return { changed: true, ...(outcome ? { msg } : {}), ...diff };
  },
});

interface Clock {
  readonly timedatectl: string | undefined;
  readonly name: string;
  readonly hwclock: 'local' | 'UTC';
  readonly isKnown: boolean;
}

function clock(name: string) {
  const script = sh`[ -d /run/systemd/system ] && command -v timedatectl || echo
readlink /etc/localtime || echo; head -n 1 /etc/timezone 2>/dev/null | grep . || echo
sed -n 3p /etc/adjtime 2>/dev/null | grep . || echo; [ -f ${`/usr/share/zoneinfo/${name}`} ]; echo $?`;
  return probe(script, ({ stdout }): Clock => {
    const [timedatectl = '', link = '', file = '', adjust = '', known] = stdout.toString().split('\n');
    return {
      timedatectl: timedatectl === '' ? undefined : timedatectl,
      name: /zoneinfo\/(.+)$/.exec(link)?.[1] ?? (file === '' ? 'n/a' : file),
      hwclock: adjust.trim() === 'LOCAL' ? 'local' : 'UTC',
      isKnown: known === '0',
    };
  });
}

interface Step {
  readonly told: string;
  readonly run: Script;
}

/** Without systemd, the link is what programs read, and Debian's file what its packages do. */
function zoneStep({ timedatectl }: Clock, name: string): Step {
  if (timedatectl !== undefined)
    return { told: `${timedatectl} set-timezone ${name}`, run: sh`${timedatectl} set-timezone ${name}` };
  const zone = `/usr/share/zoneinfo/${name}`;
  const told = `ln -sf ${zone} /etc/localtime`;
  return {
    told,
    run: sh`ln -sf -- ${zone} /etc/localtime.provision && mv -f /etc/localtime.provision /etc/localtime &&
{ [ ! -e /etc/timezone ] || printf '%s\\n' ${name} >/etc/timezone; } &&
{ [ ! -e /etc/sysconfig/clock ] || sed -i ${`s|^ZONE=.*|ZONE="${name}"|`} /etc/sysconfig/clock; }`,
  };
}

function clockStep({ timedatectl }: Clock, hwclock: 'local' | 'UTC'): Step {
  const words =
    timedatectl === undefined
      ? ['hwclock', '--systohc', hwclock === 'local' ? '--localtime' : '--utc']
      : [timedatectl, 'set-local-rtc', hwclock === 'local' ? 'yes' : 'no'];
  return { told: words.join(' '), run: sh`${words}` };
}
