import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { systemPath } from './programs/path.js';

export const apache2Module = defineModule({
  name: 'community.general.apache2_module',
  summary: 'Enable or disable a module of the web server Apache (Debian, SUSE).',
  args: {
    name: arg.string({ required: true, doc: 'The module, as a2enmod knows it.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it is enabled.' }),
    identifier: arg.string({ doc: 'Its name in `apache2ctl -M`, where it is not the usual one.' }),
    force: arg.boolean({ default: false, doc: 'Disable also what is enabled by default.' }),
    ignore_configcheck: arg.boolean({ default: false, doc: 'Go on when the configuration is not valid.' }),
    warn_mpm_absent: arg.boolean({ default: true, doc: 'Warn when no MPM module is there.' }),
  },
  examples: ['apache2_module: { name: rewrite }'],

  *run(given): Conversation<Result> {
    const { name, state, force } = given;
    const wanted = state === 'present';
    const word = wanted ? 'enabled' : 'disabled';
    const result = `Module ${name} ${word}`;
    const identifier = given.identifier ?? identifierOf(name);
    const warnings =
      given.ignore_configcheck && name.startsWith('mpm_') && given.warn_mpm_absent
        ? {
            warnings: [
              'No MPM module loaded! apache2 reload AND other module actions will fail if no MPM module is loaded immediately.',
            ],
          }
        : {};
    const { isEnabled } = yield* ask({ isEnabled: loadedModules(given.ignore_configcheck, identifier) });
    if (isEnabled === wanted) return { changed: false, result, ...warnings };
    const run = sh`${systemPath} ${wanted ? 'a2enmod' : 'a2dismod'} ${force && !wanted ? ['-f'] : []} ${name}`;
    const outcome = yield* change({
      what: wanted ? 'enable module' : 'disable module',
      after: name,
      run,
      mayFail: true,
    });
    if (outcome && outcome.status !== 0) {
      const [stdout, stderr] = [outcome.stdout.toString(), outcome.stderr.toString()];
      const hint = `Maybe the module identifier (${identifier}) was guessed incorrectly.Consider setting the "identifier" option.`;
      fail(`Failed to set module ${name} to ${word}:\n${stdout}\n${hint}`, {
        changed: false,
        rc: outcome.status,
        stdout,
        stderr,
      });
    }
    return { changed: true, result, ...warnings };
  },
});

const unusual: Readonly<Record<string, string>> = {
  shib: 'mod_shib',
  shib2: 'mod_shib',
  evasive: 'evasive20_module',
  php: 'php_module',
  'php7.0': 'php7_module',
  'php7.4': 'php7_module',
  'php8.2': 'php_module',
};

/** How `apache2ctl -M` names a module: mostly with `_module` behind it. */
function identifierOf(name: string): string {
  const known = unusual[name];
  if (known !== undefined) return known;
  const php = /^php(\d)/.exec(name)?.[1];
  if (php !== undefined) return Number(php) >= 8 ? 'php_module' : `php${php}_module`;
  return name.startsWith('dav_') || !name.includes('mod_') ? `${name}_module` : name;
}

function loadedModules(ignoresProblems: boolean, identifier: string) {
  const script = sh`${systemPath} tool=$(command -v apache2ctl || command -v apachectl) && command -v a2enmod >/dev/null || exit 99; "$tool" -M`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99)
      fail('None of httpd, apache2ctl or apachectl found, or no a2enmod: install apache2 on the target', {
        changed: false,
      });
    const text = stdout.toString();
    if (status !== 0 && !ignoresProblems)
      fail(`Error executing apache2ctl: ${stderr.toString()}`, { changed: false, rc: status });
    return text.split('\n').some((line) => line.trim().split(' ')[0] === identifier);
  });
}
