import type { LocalFile } from '../../shell/byte-source.js';

/** One thing of a directory that is copied, by its path in there (`.` is the directory itself). */
export type TreeEntry = { readonly relative: string; readonly permissions: number } & (
  { readonly kind: 'directory' } | { readonly kind: 'link'; readonly target: string } | TreeFile
);

export interface TreeFile {
  readonly kind: 'file';
  /** In bytes. */
  readonly size: number;
  /** Where its bytes are: on the controller (in memory, when they had to be decrypted), or on the target. */
  readonly from:
    { readonly local: Uint8Array | LocalFile } | { readonly path: string; readonly sha1: string | undefined };
}
