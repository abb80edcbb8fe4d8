import { readFile, writeFile } from 'node:fs/promises';

/** Every systemd takes several inotify instances of root's, and the usual 128 are used up by a dozen hosts. */
const wanted: Readonly<Record<string, number>> = {
  '/proc/sys/fs/inotify/max_user_instances': 4096,
  '/proc/sys/fs/inotify/max_user_watches': 524_288,
};

/** Raises the kernel's limits that many containers run into; higher ones are left alone. */
export async function raiseKernelLimits(): Promise<void> {
  for (const [file, limit] of Object.entries(wanted)) {
    if (Number(await readFile(file, 'utf8')) < limit) await writeFile(file, String(limit));
  }
}
