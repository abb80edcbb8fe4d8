import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyEdits } from '../../lint/edit.js';
import { checkFile, type CheckedFile } from '../../lint/check-file.js';
import type { LintFinding } from '../../lint/rule.js';
import { rules } from '../../lint/rules/index.js';
import { chosenRules, judged, readLintSettings, usualSettings, type LintSettings } from '../../lint/settings.js';
import { withoutSkipped } from '../../lint/skips.js';
import { isVaultText } from '../../vault/envelope.js';
import type { VaultFlags } from '../commands/vault-options.js';
import type { CliEnvironment } from '../environment.js';
import { findLintFiles } from './find-files.js';
import { formatReport, type LintFormat } from './formats.js';
import { staticProblems } from './static-problems.js';

export interface LintOptions extends VaultFlags {
  readonly fix?: boolean;
  readonly output: LintFormat;
  readonly strict?: boolean;
  readonly configFile?: string;
  readonly skip?: readonly string[];
  readonly enable?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Where `.ansible-lint` may be; the first that is there counts. */
const configFiles = [
  '.ansible-lint',
  '.ansible-lint.yml',
  '.ansible-lint.yaml',
  '.config/ansible-lint.yml',
  '.config/ansible-lint.yaml',
];

/** Checks content by rules; returns 2 when one is broken, as ansible-lint does. */
export async function runLint(
  paths: readonly string[],
  options: LintOptions,
  environment: CliEnvironment,
): Promise<number> {
  const startedAt = performance.now();
  const settings = settingsOf(options, environment);
  const files = findLintFiles(paths, { directory: environment.directory, exclude: settings.exclude });
  let checked = checkAll(files, settings, environment);
  const fixed = options.fix === true ? fixAll(checked, settings, environment) : 0;
  if (fixed > 0) checked = checkAll(files, settings, environment);
  const findings = [...checked.flatMap((one) => one.findings), ...(await ofPlaybooks(checked, options, environment))];
  const told = inOrder(judged(findings, settings));
  const seconds = (performance.now() - startedAt) / 1000;
  environment.writeOutput(
    formatReport({ findings: told, files: files.length, fixed, seconds }, options.output, environment),
  );
  return told.some(({ severity }) => severity === 'error' || options.strict === true) ? 2 : 0;
}

function settingsOf(
  { configFile, skip = [], enable = [], exclude = [] }: LintOptions,
  { directory }: CliEnvironment,
): LintSettings {
  const path = configFile ?? configFiles.find((name) => existsSync(resolve(directory, name)));
  const read =
    path === undefined ? usualSettings : readLintSettings(readFileSync(resolve(directory, path), 'utf8'), path);
  return {
    ...read,
    skip: [...read.skip, ...skip],
    enable: [...read.enable, ...enable],
    exclude: [...read.exclude, ...exclude],
  };
}

function checkAll(files: readonly string[], settings: LintSettings, { directory }: CliEnvironment): CheckedFile[] {
  const chosen = chosenRules(rules, settings);
  return files.flatMap((path) => {
    const text = readFileSync(resolve(directory, path), 'utf8');
    return isVaultText(text) ? [] : [checkFile(path, text, chosen)];
  });
}

/** Mends what can be mended; returns how much. */
function fixAll(checked: readonly CheckedFile[], settings: LintSettings, { directory }: CliEnvironment): number {
  return checked.reduce((sum, { file, findings }) => {
    const edits = judged(findings, settings).flatMap(({ fix }) => fix ?? []);
    const { text, made } = applyEdits(file.text, edits);
    if (made > 0) writeFileSync(resolve(directory, file.path), text);
    return sum + made;
  }, 0);
}

async function ofPlaybooks(
  checked: readonly CheckedFile[],
  options: LintOptions,
  environment: CliEnvironment,
): Promise<LintFinding[]> {
  const playbooks = checked.filter(({ file }) => file.kind === 'playbook').map(({ file }) => file.path);
  if (playbooks.length === 0) return [];
  const byPath = new Map(checked.map(({ file }) => [file.path, file]));
  const problems = await staticProblems(playbooks, options, environment);
  return problems.flatMap((problem) => {
    const file = byPath.get(problem.at.file);
    return file ? withoutSkipped([problem], file) : [];
  });
}

/** By file and line, and what two ways have found once. */
function inOrder(findings: readonly LintFinding[]): LintFinding[] {
  const distinct = new Map(findings.map((one) => [JSON.stringify([one.rule, one.at, one.message]), one]));
  return [...distinct.values()].sort(
    (a, b) =>
      (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : 0) ||
      a.at.line - b.at.line ||
      a.at.column - b.at.column,
  );
}
