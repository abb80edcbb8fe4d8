import { describe, expect, test } from 'vitest';
import { archive } from '../../src/modules/archive.js';
import { commonRoot, sourcesOf, type Source } from '../../src/modules/archive/sources.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

const absent = { exists: false, isDenied: false, umask: 0o022 } as const;
const directory: Source = {
  path: '/srv/d',
  kind: 'directory',
  members: ['/srv/d/sub/', '/srv/d/b.log', '/srv/d/o.tgz'],
};
const file: Source = { path: '/srv/a', kind: 'other', members: [] };
const missing: Source = { path: '/srv/no', kind: 'missing', members: [] };

/** Begins with what is at the paths; a run over a `dest` that is not there. */
function run(given: Record<string, unknown>, sources: readonly Source[], excluded: readonly Source[] = []) {
  const said: string[] = [];
  const conversation = archive.run(withDefaults(archive, { exclude_path: [], ...given }), target);
  conversation.next();
  let next = conversation.next([
    { directory: '/', sources },
    { directory: '/', sources: excluded },
  ]);
  while (!next.done) {
    const step = next.value;
    if (step.kind === 'change') said.push(step.change.run.toString());
    next = conversation.next(step.kind === 'ask' ? [absent] : undefined);
  }
  return { result: next.value, said };
}

describe('archive', () => {
  test.each([
    [['/srv/d'], '/srv/'],
    [['/srv/d/'], '/srv/d/'],
    [['/srv/r/a', '/srv/r/b'], '/srv/r/'],
    [['/srv/d/x', '/srv/e'], '/srv/'],
    [['a'], ''],
  ])('names of %j begin behind %j', (paths, root) => {
    expect(commonRoot(paths)).toBe(root);
  });

  test('what is at the paths is read from what the target prints', () => {
    const { kind, subject } = sourcesOf(['/srv/d', '/srv/a*', '/srv/no']);
    const stdout = Buffer.from('/root\0d/srv/d\0m/srv/d//sub/\0m/srv/d/b.log\0m/srv/d/o.tgz\0o/srv/a\0n/srv/no\0');
    const [answer] = kind.read({ status: 0, stdout, stderr: Buffer.alloc(0) }, [subject]);
    expect(answer).toEqual({ directory: '/root', sources: [directory, file, missing] });
  });

  test.each([
    ['a directory', { path: ['/srv/d'], dest: '/srv/d/o.tgz' }, [directory], ['/srv/d/sub', '/srv/d/b.log'], 'archive'],
    [
      'patterns',
      { path: ['/srv/d'], dest: '/o', exclusion_patterns: ['*.log'] },
      [directory],
      ['/srv/d/sub', '/srv/d/o.tgz'],
      'archive',
    ],
    ['zip', { path: ['/srv/d'], dest: '/o', format: 'zip' }, [directory], ['/srv/d/b.log', '/srv/d/o.tgz'], 'archive'],
    ['a file', { path: ['/srv/a'] }, [file], ['/srv/a'], 'compress'],
    ['a file as an archive', { path: ['/srv/a'], dest: '/o', force_archive: true }, [file], ['/srv/a'], 'archive'],
    ['some missing', { path: ['/srv/a', '/srv/no'], dest: '/o' }, [file, missing], ['/srv/a'], 'incomplete'],
  ] as const)('%s', (_case, given, sources, archived, dest_state) => {
    const { result, said } = run(given, sources);
    expect(result).toMatchObject({ archived, dest_state, changed: true });
    expect(said).toHaveLength(1);
  });

  test('a single file is compressed beside itself, and may be removed', () => {
    const { result, said } = run({ path: ['/srv/a'], format: 'xz', remove: true }, [file]);
    expect(result).toMatchObject({ dest: '/srv/a.xz' });
    expect(said[0]).toContain('xz -c </srv/a');
    expect(said[1]).toBe('rm -rf -- /srv/a');
  });

  test('nothing there is no failure', () => {
    const { result, said } = run({ path: ['/srv/no'], dest: '/o' }, [missing]);
    expect([result, said]).toMatchObject([{ changed: false, dest_state: 'absent', missing: ['/srv/no'] }, []]);
  });

  test.each([
    [{ path: ['/srv/*'] }, [], 'no source paths'],
    [{ path: ['/srv/d'] }, [directory], 'must specify "dest"'],
    [{ path: ['/srv/d'], dest: '/srv/d/x', remove: true }, [directory], 'can not be contained'],
  ])('%j is refused', (given, sources, message) => {
    expect(failureOf(() => run(given, sources)).message).toContain(message);
  });

  test('excluded paths are left out', () => {
    expect(run({ path: ['/srv/d', '/srv/a'], dest: '/o' }, [directory, file], [directory]).result).toMatchObject({
      archived: ['/srv/a'],
      expanded_exclude_paths: ['/srv/d'],
    });
  });
});
