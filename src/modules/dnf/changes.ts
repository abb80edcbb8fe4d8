import { sh, type Script } from '../../shell/script.js';

/** Prints all packages, a line each. */
export function rpmList(root: string): Script {
  const where = root === '/' ? [] : ['--root', root];
  return sh`rpm ${where} -qa --qf '%|EPOCH?{%{NAME}-%{EPOCH}:%{VERSION}}:{%{NAME}-%{VERSION}}|-%{RELEASE}.%{ARCH}\\n' | sort`;
}

/** What came and what went between two lists with a line `=` between them. */
export function changesSince(output: string): string[] {
  const [before = [], after = []] = output.split(/^=$/m).map((part) => part.split('\n').filter((line) => line !== ''));
  const [old, now] = [new Set(before), new Set(after)];
  return [
    ...after.filter((name) => !old.has(name)).map((name) => `Installed: ${name}`),
    ...before.filter((name) => !now.has(name)).map((name) => `Removed: ${name}`),
  ];
}
