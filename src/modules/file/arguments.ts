import { arg, type ValuesOf } from '../../module-kit/index.js';
import { attributeArguments } from '../files/arguments.js';

export const fileArguments = {
  ...attributeArguments,
  path: arg.path({ required: true, aliases: ['dest', 'name'], doc: 'Path on the target.' }),
  state: arg.oneOf(
    'absent',
    'directory',
    'file',
    'hard',
    'link',
    'touch',
  )({
    doc: 'What shall be at the path; without it what is there is kept, and `file` does not create.',
  }),
  src: arg.path({ doc: 'What a link leads to.' }),
  recurse: arg.boolean({ default: false, doc: 'Set owner, group and mode of everything in the directory too.' }),
  force: arg.boolean({ default: false, doc: 'Make a link even to something missing, or instead of a file.' }),
  follow: arg.boolean({ default: true, doc: 'Change what a link leads to, not the link.' }),
  access_time: arg.string({ doc: '`preserve`, `now`, or a time.' }),
  access_time_format: arg.string({ default: '%Y%m%d%H%M.%S', doc: 'How access_time is written.' }),
  _original_basename: arg.string({ doc: 'Internal to Ansible: the name that src has on the controller; ignored.' }),
  _diff_peek: arg.string({ doc: 'Internal to Ansible: ignored.' }),
  modification_time: arg.string({ doc: '`preserve`, `now`, or a time.' }),
  modification_time_format: arg.string({ default: '%Y%m%d%H%M.%S', doc: 'How modification_time is written.' }),
} as const;

export type FileValues = ValuesOf<typeof fileArguments>;
