import { arg, type ValuesOf } from '../../module-kit/index.js';

/** The arguments that all modules share which leave a file or directory behind. */
export const attributeArguments = {
  owner: arg.string({ doc: 'Name or number of the user who owns the path.' }),
  group: arg.string({ doc: 'Name or number of the group that owns the path.' }),
  mode: arg.mode({ doc: 'Permissions: octal and quoted ("0644"), or symbolic ("u=rw,g=r,o=").' }),
  attributes: arg.string({
    aliases: ['attr'],
    doc: "File attributes as chattr takes them; '=' is assumed without an operator.",
  }),
  seuser: arg.string({ doc: 'SELinux user; ignored where SELinux is off.' }),
  serole: arg.string({ doc: 'SELinux role; ignored where SELinux is off.' }),
  setype: arg.string({ doc: 'SELinux type; ignored where SELinux is off.' }),
  selevel: arg.string({ doc: 'SELinux level; ignored where SELinux is off.' }),
  unsafe_writes: arg.boolean({
    doc: 'Write into the file itself where it cannot be replaced (a file mounted into a container).',
  }),
} as const;

export type AttributeValues = ValuesOf<typeof attributeArguments>;

/** For a module that writes files of its own, about whose owner and mode the task says nothing. */
export const noAttributes: AttributeValues = {
  owner: undefined,
  group: undefined,
  mode: undefined,
  attributes: undefined,
  seuser: undefined,
  serole: undefined,
  setype: undefined,
  selevel: undefined,
  unsafe_writes: false,
};

/** What actions say that need a source and a destination. */
export const bothRequired = Object.fromEntries(
  ['dest', 'src', 'dest, src'].map((names) => [`missing required arguments: ${names}`, 'src and dest are required']),
);

/** The arguments about what happens to a file's old content. */
export const writingArguments = {
  backup: arg.boolean({ default: false, doc: 'Keep the old file beside the new one, with the time in its name.' }),
  validate: arg.string({
    doc: 'Command that must accept the new file before it is put in place; %s stands for the file.',
  }),
} as const;

export type WritingValues = ValuesOf<typeof writingArguments>;

export const plainWriting: WritingValues = { backup: false, validate: undefined };
