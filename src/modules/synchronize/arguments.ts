import { arg, type ValuesOf } from '../../module-kit/index.js';

const part = (doc: string) => arg.boolean({ doc: `${doc}; by default what archive says.` });

export const synchronizeArguments = {
  src: arg.string({ required: true, doc: 'What is copied: on the controller, with mode=pull on the target.' }),
  dest: arg.string({ required: true, doc: 'Where it is copied to: on the target, with mode=pull on the controller.' }),
  mode: arg.oneOf('pull', 'push')({ default: 'push', doc: 'Whether files go to the target or come from it.' }),
  dest_port: arg.integer({ doc: "The port of the target's SSH; its usual one by default." }),
  archive: arg.boolean({
    default: true,
    doc: 'Directories with all in them, links, permissions, times, owner, group and devices.',
  }),
  recursive: part('Directories with all in them'),
  links: part('Links as links'),
  perms: part('Permissions'),
  times: part('Times'),
  owner: part('Owner, where rsync runs as root'),
  group: part('Group'),
  checksum: arg.boolean({ default: false, doc: 'Compare contents instead of times and sizes.' }),
  compress: arg.boolean({ default: true, doc: 'Compress what is sent.' }),
  copy_links: arg.boolean({ default: false, doc: 'Copy what links lead to.' }),
  delay_updates: arg.boolean({ default: true, doc: 'Put all files in place at the end.' }),
  delete: arg.boolean({ default: false, doc: 'Delete what is not in src; needs recursive.' }),
  dirs: arg.boolean({ default: false, doc: 'Directories without what is in them.' }),
  existing_only: arg.boolean({ default: false, doc: 'Make no new files.' }),
  link_dest: arg.list(arg.string({ doc: '' }))({
    doc: 'Directories of the receiver to whose files unchanged ones are linked.',
  }),
  partial: arg.boolean({ default: false, doc: 'Keep what arrived of a file when the transfer is cut.' }),
  private_key: arg.string({ doc: "The key for rsync's own SSH; by default the one of the connection." }),
  rsync_opts: arg.list(arg.string({ doc: '' }))({ default: [], doc: 'More options of rsync, a word each.' }),
  rsync_path: arg.string({ doc: "The target's rsync; with sudo as become method, sudo runs it by default." }),
  rsync_timeout: arg.integer({ default: 0, doc: 'Seconds without any data after which rsync gives up; 0 is never.' }),
  set_remote_user: arg.boolean({ default: true, doc: 'Log in as the user of the connection; else as ssh would.' }),
  ssh_connection_multiplexing: arg.boolean({ default: false, doc: 'Let ssh share connections as it is set up to.' }),
  use_ssh_args: arg.boolean({ default: false, doc: "Use the connection's options of ssh." }),
  verify_host: arg.boolean({ default: false, doc: "Check the target's host key." }),
} as const;

export type SynchronizeArgs = ValuesOf<typeof synchronizeArguments>;
