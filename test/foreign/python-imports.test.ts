import { describe, expect, test } from 'vitest';
import { pythonImports, type PythonImport } from '../../src/foreign/python-imports.js';

const cases: readonly (readonly [source: string, found: readonly PythonImport[]])[] = [
  ['import json', [{ module: 'json', names: [], level: 0 }]],
  [
    'import os, sys as system  # why',
    [
      { module: 'os', names: [], level: 0 },
      { module: 'sys', names: [], level: 0 },
    ],
  ],
  ['    from a.b import c as d, e', [{ module: 'a.b', names: ['c', 'e'], level: 0 }]],
  ['from a import (\n    b,  # first\n    c,\n)', [{ module: 'a', names: ['b', 'c'], level: 0 }]],
  ['from a import b, \\\n    c', [{ module: 'a', names: ['b', 'c'], level: 0 }]],
  ['from ..module_utils.x import y', [{ module: 'module_utils.x', names: ['y'], level: 2 }]],
  ['from . import z', [{ module: '', names: ['z'], level: 1 }]],
  ['x = 1  # import nothing', []],
];

describe('pythonImports', () => {
  test.each(cases)('%j', (source, found) => expect(pythonImports(source)).toEqual(found));
});
