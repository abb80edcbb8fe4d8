import { expect, test } from 'vitest';
import { pullProgress } from '../../../src/modules/docker/pull-progress.js';

test('the layers of an image are counted together', () => {
  const progress = pullProgress();
  const lines = [
    '{"status":"Pulling from library/nginx","id":"latest"}',
    '{"status":"Already exists","progressDetail":{},"id":"a"}',
    '{"status":"Downloading","progressDetail":{"current":10,"total":100},"progress":"[=>  ]","id":"b"}',
    '{"status":"Downloading","progressDetail":{"current":5,"total":50},"id":"c"}',
    '{"status":"Download complete","progressDetail":{},"id":"c"}',
    '{"status":"Extracting","progressDetail":{"current":20,"total":50},"id":"c"}',
    '{"status":"Pull complete","progressDetail":{},"id":"b"}',
    '{"status":"Digest: sha256:abc"}',
  ];
  expect(lines.map((line) => progress(line))).toEqual([
    undefined,
    undefined,
    { bytes: 10, total: 100 },
    { bytes: 15, total: 150 },
    { bytes: 60, total: 150 },
    undefined,
    { bytes: 150, total: 150 },
    undefined,
  ]);
});
