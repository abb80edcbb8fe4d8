import { createHash } from 'node:crypto';
import { formatPosition } from '../../base/position.js';
import { paint, printable } from '../../reporters/style.js';
import type { LintFinding } from '../../lint/rule.js';
import { rules } from '../../lint/rules/index.js';
import type { CliEnvironment } from '../environment.js';
import { wantsColour } from '../screen.js';
import { version } from '../version.js';

export const lintFormats = ['human', 'json', 'sarif', 'codeclimate'] as const;

export type LintFormat = (typeof lintFormats)[number];

export interface LintReport {
  readonly findings: readonly LintFinding[];
  readonly files: number;
  readonly fixed: number;
  readonly seconds: number;
}

/** The report in the form that was asked for. */
export function formatReport(report: LintReport, format: LintFormat, environment: CliEnvironment): string {
  switch (format) {
    case 'human':
      return humanText(report, environment);
    case 'json':
      return json(
        report.findings.map(({ at, fix, ...finding }) => ({ ...finding, ...at, fixable: fix !== undefined })),
      );
    case 'sarif':
      return json(sarif(report.findings));
    case 'codeclimate':
      return json(report.findings.map(codeClimate));
    default:
      return format satisfies never;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function humanText({ findings, files, fixed, seconds }: LintReport, environment: CliEnvironment): string {
  const style = paint(wantsColour(environment));
  const lines = findings.map(({ rule, message, at, severity }) => {
    const colour = severity === 'error' ? style.red : style.yellow;
    return `${formatPosition(at)}: ${colour(rule)}: ${printable(message).replaceAll('\n', ' ')}${severity === 'warning' ? ' (warning)' : ''}`;
  });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const mended = fixed > 0 ? `, ${fixed} mended` : '';
  const fixable = findings.filter(({ fix }) => fix !== undefined).length;
  const advice = fixable > 0 ? `; --fix mends ${fixable}` : '';
  lines.push(
    `${errors} errors, ${findings.length - errors} warnings${mended} in ${files} files (${seconds.toFixed(2)} s)${advice}`,
  );
  return `${lines.join('\n')}\n`;
}

/** Stays the same when lines move: of the file, the rule and the message. */
function fingerprint({ rule, message, at }: LintFinding): string {
  return createHash('sha256').update(`${at.file}\0${rule}\0${message}`).digest('hex').slice(0, 40);
}

function codeClimate(finding: LintFinding): unknown {
  const { rule, message, at, severity } = finding;
  return {
    type: 'issue',
    check_name: rule,
    categories: ['Bug Risk'],
    severity: severity === 'error' ? 'major' : 'minor',
    description: message,
    fingerprint: fingerprint(finding),
    location: { path: at.file, lines: { begin: at.line } },
  };
}

function sarif(findings: readonly LintFinding[]): unknown {
  const ids = [...new Set(findings.map(({ rule }) => rule))].sort();
  const driver = {
    name: 'provision lint',
    version,
    rules: ids.map((id) => ({ id, shortDescription: { text: rules.get(id.replace(/\[.*$/, ''))?.summary ?? id } })),
  };
  const results = findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: ids.indexOf(finding.rule),
    level: finding.severity,
    message: { text: finding.message },
    partialFingerprints: { provision: fingerprint(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: finding.at.file.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: finding.at.line, startColumn: finding.at.column },
        },
      },
    ],
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results }],
  };
}
