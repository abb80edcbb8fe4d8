import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { perform } from '../measure.js';
import { benchDirectory } from '../site.js';

/** A virtual environment with packages in it: the one that a variable names, or one that is made here once. */
export async function pythonTools(
  {
    name,
    variable,
    packages,
  }: { readonly name: string; readonly variable: string; readonly packages: readonly string[] },
  progress: (line: string) => void,
): Promise<string> {
  const given = process.env[variable];
  if (given !== undefined) return given;
  const directory = join(benchDirectory, name);
  const done = join(directory, '.complete');
  if (
    await access(done).then(
      () => true,
      () => false,
    )
  )
    return directory;
  progress(`installing ${packages.join(', ')}`);
  await mkdir(benchDirectory, { recursive: true });
  const at = { directory: benchDirectory };
  await perform({ program: 'python3', args: ['-m', 'venv', '--clear', directory], ...at });
  await perform({ program: join(directory, 'bin', 'pip'), args: ['install', '--quiet', ...packages], ...at });
  await perform({ program: 'touch', args: [done], ...at });
  return directory;
}
