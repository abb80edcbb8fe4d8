import { describe, expect, test } from 'vitest';
import { changesOf, problemOf, readEvents } from '../../../src/modules/docker/compose-events.js';
import { dockerComposeV2 } from '../../../src/modules/docker_compose_v2.js';
import { failureOf } from '../failure.js';
import { talk, type Answering } from '../talk.js';
import { target, withDefaults } from '../target.js';

const creating = '{"id":"Container app-web-1","text":"Creating","status":"Working"}\n';
const web =
  '{"ID":"1","Name":"app-web-1","Names":"app-web-1","Service":"web","State":"running","Labels":"a=b=c,d=","Networks":"app_default","ExitCode":0}\n';
const prints = { 'version --short': '2.29.7\n', ' ps --format': web, ' images --format': '[]\n' };
const project = { definition: new Map([['services', new Map()]]), project_name: 'app' };

function compose(given: object, answering: Answering = {}) {
  const all = { ...answering, prints: { ...prints, ...answering.prints } };
  return talk(dockerComposeV2.run(withDefaults(dockerComposeV2, { ...project, ...given }), target), all);
}

const says = (stderr: string, status = 0) => ({ status, stderr: Buffer.from(stderr) });

describe('what Compose tells', () => {
  test.each([
    ['version 5', '{"id":"Network app_default","status":"Working","text":"Creating"}', 'network', 'app_default'],
    ['version 2', '{"id":"Network app_default","status":"Creating"}', 'network', 'app_default'],
    ['a dry run', '{"dry-run":true,"id":"DRY-RUN MODE -  Container a","text":"Creating"}', 'container', 'a'],
    ['in words', ' Container a-1  Creating', 'container', 'a-1'],
    ['a dry run in words', ' DRY-RUN MODE -  Volume "d"  Creating', 'volume', '"d"'],
  ])('%s', (_case, line, what, id) => {
    expect(changesOf(readEvents(`noise {\n${line}\n${line}\n`))).toEqual([{ what, id, status: 'Creating' }]);
  });

  test('what is as it should be is no action', () => {
    const quiet = '{"id":"Container a","text":"Running","status":"Done"}\n Container b  Started\n{broken\n';
    expect(changesOf(readEvents(quiet))).toEqual([]);
  });

  test('why it failed', () => {
    const output = { rc: 1, stdout: '', stdout_lines: [], stderr_lines: [] };
    const refused = '{"id":"Image x","text":"Error","status":"Error","details":"no such image"}\n';
    expect(problemOf(readEvents(refused), { ...output, stderr: refused })).toBe(
      'Error when processing image x: no such image',
    );
    expect(problemOf([], { ...output, stderr: 'no configuration file\n' })).toBe(
      'General error: no configuration file',
    );
  });
});

describe('projects', () => {
  const up = 'docker compose up';

  test('started', () => {
    const { result, said } = compose(
      { scale: new Map([['web', 2]]), services: ['web'] },
      { outcomes: { [up]: says(creating) } },
    );
    expect(said).toEqual([
      'docker compose up:  docker --host unix:///var/run/docker.sock compose --ansi never --progress json --project-name app --file <15 bytes> up --detach --no-color --quiet-pull --scale web=2 -- web',
    ]);
    expect(result).toMatchObject({
      changed: true,
      actions: [{ what: 'container', id: 'app-web-1', status: 'Creating' }],
      containers: [{ Labels: { a: 'b=c', d: '' }, Names: ['app-web-1'], Networks: ['app_default'], Publishers: [] }],
      images: [],
    });
  });

  test('started already', () => {
    expect(compose({}, { outcomes: { [up]: says('{"id":"Container a","text":"Running"}\n') } }).result).toMatchObject({
      changed: false,
      actions: [],
    });
  });

  test.each([
    [true, false],
    [false, true],
  ])('an image is built, ignored: %s', (ignore_build_events, changed) => {
    const outcomes = { [up]: says('{"id":"Image app-web","text":"Building","status":"Working"}\n') };
    expect(compose({ build: 'always', ignore_build_events }, { outcomes }).result).toMatchObject({ changed });
  });

  test('in check mode Compose itself tells what it would do', () => {
    const { result } = compose({}, { check: true, prints: { '--dry-run': says(creating) } });
    expect(result).toMatchObject({ changed: true });
  });

  test.each([
    ['running', web, ['docker compose up', 'docker compose stop']],
    ['stopped already', web.replace('running', 'exited'), ['docker compose up']],
  ])('stopped: %s', (_case, containers, wanted) => {
    const { changes } = compose({ state: 'stopped' }, { prints: { ' ps --format': containers } });
    expect(changes.map(({ what }) => what)).toEqual(wanted);
    expect(changes[0]?.run.toString()).toContain('--no-start');
  });

  test('removed', () => {
    const { said } = compose({ state: 'absent', remove_images: 'local', remove_volumes: true, timeout: 3 });
    expect(said[0]).toMatch(/down --rmi local --volumes --timeout 3 --$/);
  });

  test.each([
    ['no plug-in', { status: 1 }, 'docker-compose-plugin'],
    ['an old one', '2.1.0\n', 'too old'],
  ])('%s', (_case, version, words) => {
    expect(failureOf(() => compose({}, { prints: { 'version --short': version } })).message).toContain(words);
  });

  test('a directory without files', () => {
    const answers = Object.fromEntries(
      ['', '/compose.yaml', '/compose.yml', '/docker-compose.yaml', '/docker-compose.yml'].map((name) => [
        `stat {"path":"/srv/app${name}","follow":false}`,
        { exists: name === '' },
      ]),
    );
    const given = { definition: undefined, project_name: undefined, project_src: '/srv/app' };
    expect(failureOf(() => compose(given, { answers })).message).toBe(
      '"/srv/app" does not contain compose.yaml, compose.yml, docker-compose.yaml, or docker-compose.yml',
    );
    expect(failureOf(() => compose({ ...given, files: ['compose.yml'] }, { answers })).message).toBe(
      'Cannot find Compose file "/srv/app/compose.yml"',
    );
  });
});
