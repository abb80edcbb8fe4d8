import { encodeText } from '../base/charset.js';
import { ansibleManaged } from '../template/ansible-managed.js';
import { basename, posix } from 'node:path';
import { statSync } from 'node:fs';
import {
  arg,
  ask,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type ValuesOf,
} from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import type { RenderTextOptions } from '../template/plugins.js';
import { findPlace, trimSlashes } from './copy/find-place.js';
import { contentOf } from './copy/local-source.js';
import { placeFile } from './copy/place-file.js';
import { attributeArguments, bothRequired, writingArguments } from './files/arguments.js';
import { checkValidate } from './files/write.js';
import { fileVariables } from '../template/file-variables.js';

const args = {
  ...attributeArguments,
  ...writingArguments,
  src: arg.string({ required: true, doc: 'Template of the controller, searched in templates/.' }),
  dest: arg.path({ required: true, doc: 'Path on the target; in a directory the template keeps its name.' }),
  force: arg.boolean({
    default: true,
    doc: 'Replace a file whose content differs; otherwise only missing files are made.',
  }),
  follow: arg.boolean({ default: false, doc: 'Write to what a link at dest leads to, instead of replacing the link.' }),
  newline_sequence: arg.oneOf(
    '\\n',
    '\\r',
    '\\r\\n',
    '\n',
    '\r',
    '\r\n',
  )({ default: '\n', doc: 'What ends the lines of the file.' }),
  block_start_string: arg.string({ default: '{%', doc: 'What begins a statement.' }),
  block_end_string: arg.string({ default: '%}', doc: 'What ends a statement.' }),
  variable_start_string: arg.string({ default: '{{', doc: 'What begins an expression.' }),
  variable_end_string: arg.string({ default: '}}', doc: 'What ends an expression.' }),
  comment_start_string: arg.string({ doc: 'What begins a comment.' }),
  comment_end_string: arg.string({ doc: 'What ends a comment.' }),
  trim_blocks: arg.boolean({ default: true, doc: 'Drop the newline behind a statement.' }),
  lstrip_blocks: arg.boolean({ default: false, doc: 'Drop the white space in front of a statement.' }),
  output_encoding: arg.string({ default: 'utf-8', doc: 'Encoding of the file.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const template = defineAction({
  name: 'ansible.builtin.template',
  summary: 'Render a template and put the text on the target.',
  args,
  rules: { words: bothRequired },
  examples: [
    'template: { src: prometheus.yml.j2, dest: /etc/prometheus/prometheus.yml, mode: "0644", validate: "promtool check config %s" }',
    'template: { src: unit.j2, dest: /etc/systemd/system/app.service, owner: root, group: root, mode: "0644", backup: true }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    checkValidate(given.validate);
    const path = controller.getFile('templates', given.src);
    const name = basename(path);
    // Asked before the rendering: looking ahead, the place is known when facts that the template reads are not yet.
    const { target } = controller;
    yield* findPlace({ dest: given.dest, name, follow: given.follow, diff: target.diff, sums: true });
    const rendered = yield* render(given, controller, path);
    const result = yield* placeFile(controller, {
      content: contentOf(Buffer.from(encodeText(rendered, given.output_encoding || 'utf-8'))),
      args: given,
      name,
      src: path,
      permissions: given.mode === 'preserve' ? statSync(path).mode & 0o7777 : undefined,
      makeDirectory: { mode: undefined },
    });
    return { result };
  },
});

function* render(given: Args, controller: Controller, path: string): Conversation<string> {
  const source = decode(controller.readFile(path), path);
  const destination = yield* destinationOf(given.dest, basename(path), source);
  const variables = fileVariables(path, given.src, destination);
  if (controller.findVariable('ansible_managed') === undefined)
    variables.set('ansible_managed', ansibleManaged(controller.ansibleManaged, variables));
  return controller.renderText(source, { ...optionsOf(given), file: path, variables });
}

/** Only templates that read it need to know what `dest` is on the target before they are rendered. */
function* destinationOf(dest: string, name: string, source: string): Conversation<string> {
  if (dest.endsWith('/')) return posix.join(trimSlashes(dest), name);
  if (!source.includes('template_destpath')) return dest;
  const { now } = yield* ask({ now: stat(dest, true) });
  return now.exists && now.kind === 'directory' ? posix.join(dest, name) : dest;
}

function optionsOf(given: Args): RenderTextOptions {
  return {
    newlineSequence: given.newline_sequence.replaceAll('\\n', '\n').replaceAll('\\r', '\r'),
    trimBlocks: given.trim_blocks,
    lstripBlocks: given.lstrip_blocks,
    blockStart: given.block_start_string,
    blockEnd: given.block_end_string,
    variableStart: given.variable_start_string,
    variableEnd: given.variable_end_string,
    commentStart: given.comment_start_string,
    commentEnd: given.comment_end_string,
  };
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    fail(`the template ${path} is not UTF-8 text`);
  }
}
