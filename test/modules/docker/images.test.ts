import { describe, expect, test } from 'vitest';
import { readArchive } from '../../../src/modules/docker/archive.js';
import { buildArguments, buildImage } from '../../../src/modules/docker/build.js';
import { dockerCli } from '../../../src/modules/docker/cli.js';
import { engineArguments } from '../../../src/modules/docker/engine.js';
import { dockerImageTag } from '../../../src/modules/docker_image_tag.js';
import { dockerImageRemove } from '../../../src/modules/docker_image_remove.js';
import { filterText } from '../../../src/modules/docker_prune.js';
import type { Step } from '../../../src/module-kit/index.js';
import { failureOf } from '../failure.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const engine = withDefaults({ args: engineArguments }, {});
const build = withDefaults({ args: buildArguments }, { path: '/srv/my app' });

describe('builds', () => {
  const there = { 'stat {"path":"/srv/my app","follow":true}': { exists: true, kind: 'directory' } };

  /** The one question of a build is about its directory. */
  function said(given: object, exists = true): string {
    const conversation = buildImage(engine, 'app:1', { ...build, ...given });
    conversation.next();
    const step = conversation.next([exists ? Object.values(there)[0] : { exists: false }]).value as Step;
    return step.kind === 'change' ? step.change.run.toString() : step.kind;
  }

  test('all that is said of it', () => {
    const given = {
      dockerfile: 'a/Dockerfile',
      args: new Map([['A', 2]]),
      labels: new Map([['l', 'v']]),
      nocache: true,
      target: 'x',
    };
    expect(said(given)).toBe(
      "docker --host unix:///var/run/docker.sock   build --tag app:1 --file '/srv/my app/a/Dockerfile' --target x --build-arg A=2 --label l=v --no-cache --force-rm -- '/srv/my app'",
    );
  });

  test('a directory that is missing', () => {
    expect(failureOf(() => said({}, false)).message).toBe(
      'Requested build path /srv/my app could not be found or you do not have access.',
    );
  });
});

test('the client is told where the engine is, and how to trust it', () => {
  expect(
    dockerCli({ ...engine, docker_host: 'tcp://h:2376', validate_certs: true, ca_path: '/ca.pem' }).toString(),
  ).toBe('docker --host tcp://h:2376 --tlsverify --tlscacert /ca.pem');
});

test('an archive tells its images', () => {
  const conversation = readArchive('/t.tar');
  conversation.next();
  expect(
    conversation.next(['[{"Config":"blobs/sha256/ab","RepoTags":["t1:latest"]},{"Config":"cd.json","RepoTags":null}]'])
      .value,
  ).toEqual([
    { id: 'sha256:ab', tags: ['t1:latest'] },
    { id: 'sha256:cd', tags: [] },
  ]);
});

test('filters of a prune', () => {
  expect(
    filterText(
      new Map<string, unknown>([
        ['dangling', false],
        ['label', ['a', 'b=c']],
      ]) as never,
    ),
  ).toBe('{"dangling":["false"],"label":["a","b=c"]}');
});

describe('names of images', () => {
  const images: Record<string, object> = {
    '/images/t1:latest/json': { Id: 'sha256:1', RepoTags: ['t1:latest', 'a/b:1'] },
    '/images/a/b:1/json': { Id: 'sha256:1' },
    '/images/a/c:latest/json': { Id: 'sha256:2' },
  };
  const other = (step: Step): unknown => {
    if (step.kind !== 'exchange') throw new Error(step.kind);
    const found = images[step.exchange.request.path];
    if (step.exchange.change) return undefined;
    return { status: found ? 200 : 404, headers: {}, body: Buffer.from(JSON.stringify(found ?? {})) };
  };

  test.each([
    ['a name that it has', ['a/b:1'], 'overwrite', []],
    ['a name of another one', ['a/c'], 'overwrite', ['a/c:latest']],
    ['a name that is kept', ['a/c'], 'keep', []],
    ['a new name', ['d:2'], 'keep', ['d:2']],
  ])('%s', (_case, repository, existing_images, tagged_images) => {
    const args = withDefaults(dockerImageTag, { name: 't1', repository, existing_images });
    const { result } = talk(dockerImageTag.run(args, target), { other });
    expect(result).toMatchObject({ changed: tagged_images.length > 0, tagged_images });
  });

  test('in check mode removing one name of several leaves the image', () => {
    const args = withDefaults(dockerImageRemove, { name: 't1' });
    const { result } = talk(dockerImageRemove.run(args, { ...target, diff: true }), { other });
    expect(result).toMatchObject({ changed: true, untagged: ['t1:latest'], diff: { after: { tags: ['a/b:1'] } } });
  });
});
