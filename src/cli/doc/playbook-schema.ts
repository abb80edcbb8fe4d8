import type { Action, Module } from '../../module-kit/module.js';
import { schemaOf, type Schema } from '../../module-kit/schema.js';
import { keywords, type KeywordType, type Level } from '../../playbook/keywords.js';

/** A JSON Schema of playbooks, for editors: keywords of plays, blocks and tasks, and the arguments of every module. */
export function playbookSchema(modules: ReadonlyMap<string, Module | Action>): Schema {
  const names = [...modules].sort(([a], [b]) => (a < b ? -1 : 1));
  const calls = names.flatMap(([name]) => spellings(name).map((word) => [word, { $ref: `#/$defs/${name}` }] as const));
  const task = { type: 'object', properties: { ...Object.fromEntries(calls), ...levelProperties('task') } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Playbook',
    type: 'array',
    items: { anyOf: [{ $ref: '#/$defs/play' }, { $ref: '#/$defs/import' }] },
    $defs: {
      play: { type: 'object', properties: levelProperties('play'), required: ['hosts'], additionalProperties: false },
      import: { type: 'object', anyOf: playbookImports.map((name) => ({ required: [name] })) },
      tasks: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/$defs/task' } }] },
      task: { anyOf: [{ $ref: '#/$defs/block' }, task] },
      block: { type: 'object', properties: levelProperties('block'), required: ['block'], additionalProperties: false },
      ...Object.fromEntries(names.map(([name, definition]) => [name, callOf(definition)])),
    },
  };
}

const playbookImports = ['import_playbook', 'ansible.builtin.import_playbook'];

/** Modules of ansible.builtin need no collection in front. */
function spellings(name: string): string[] {
  return name.startsWith('ansible.builtin.') ? [name, name.slice('ansible.builtin.'.length)] : [name];
}

function callOf(definition: Module | Action): Schema {
  const { anyOf = [], ...schema } = schemaOf(definition);
  const described = { description: definition.summary };
  const ways: readonly unknown[] = Array.isArray(anyOf) && anyOf.length > 0 ? anyOf : [schema];
  return { ...described, anyOf: [{ type: 'null' }, { type: 'string' }, ...ways] };
}

function levelProperties(level: Level): Record<string, Schema> {
  const known = Object.entries(keywords).filter(([, { levels }]) => levels.includes(level));
  return Object.fromEntries(known.map(([name, { type }]) => [name, schemaOfKeyword(type)]));
}

const template: Schema = { type: 'string', pattern: '\\{\\{|\\{%' };

function schemaOfKeyword(type: KeywordType): Schema {
  switch (type) {
    case 'boolean':
      return { anyOf: [{ type: 'boolean' }, { enum: ['yes', 'no', 'true', 'false', 'on', 'off'] }, template] };
    case 'integer':
    case 'number':
      return { anyOf: [{ type: 'number' }, { type: 'string' }] };
    case 'string':
      return { type: ['string', 'number', 'boolean', 'null'] };
    case 'tasks':
      return { $ref: '#/$defs/tasks' };
    case 'list':
    case 'dict':
    case 'condition':
    case 'percentage':
    case 'any':
      return {};
    default:
      return type satisfies never;
  }
}
