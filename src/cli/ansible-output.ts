import type { Configuration } from '../config/load-configuration.js';
import { defaultPalette, type Palette } from '../reporters/ansible/colours.js';
import type { AnsibleOptions, DisplaySettings } from '../reporters/ansible/options.js';
import type { CliEnvironment } from './environment.js';
import { readSource } from './report-error.js';
import { wantsColour } from './screen.js';

/** The width that Ansible takes where there is no terminal, and the least it takes where there is one. */
const narrowest = 79;

/** Where Ansible's output goes, and what its settings say of it. */
export function ansibleOutput(
  environment: CliEnvironment,
  configuration: Configuration,
): Omit<AnsibleOptions, 'verbosity'> {
  return {
    writeOutput: (text) => environment.writeOutput(text),
    writeError: (text) => environment.note(text.replace(/\n$/, '')),
    readSource,
    columns: () => (environment.isOutputTerminal ? Math.max(narrowest, environment.columns() - 1) : narrowest),
    palette: wantsColour(environment, configuration) ? paletteOf(configuration) : undefined,
    display: displaySettings(configuration),
    configurationFile: configuration.file,
  };
}

function displaySettings(configuration: Configuration): DisplaySettings {
  return {
    skippedHosts: configuration.displaySkippedHosts,
    okHosts: configuration.displayOkHosts,
    failedToStderr: configuration.displayFailedStderr,
    taskPathOnFailure: configuration.showTaskPathOnFailure,
    perHostStart: configuration.showPerHostStart,
    checkModeMarkers: configuration.checkModeMarkers,
    customStats: configuration.showCustomStats,
    argsToStdout: configuration.displayArgsToStdout,
    resultFormat: configuration.resultFormat,
    resultIndentation: configuration.resultIndentation,
    isPretty: flagOf(configuration.resultPretty),
    diffContext: configuration.diffContext,
    isDebugging: configuration.debug,
    verboseToStderr: configuration.verboseToStderr,
  };
}

function paletteOf(configuration: Configuration): Palette {
  return {
    ...defaultPalette,
    ok: configuration.colourOk,
    changed: configuration.colourChanged,
    skip: configuration.colourSkip,
    error: configuration.colourError,
    unreachable: configuration.colourUnreachable,
    warn: configuration.colourWarn,
    deprecate: configuration.colourDeprecate,
    verbose: configuration.colourVerbose,
    debug: configuration.colourDebug,
    highlight: configuration.colourHighlight,
    diff_add: configuration.colourDiffAdd,
    diff_remove: configuration.colourDiffRemove,
    diff_lines: configuration.colourDiffLines,
    included: configuration.colourIncluded,
  };
}

function flagOf(text: string | undefined): boolean | undefined {
  return text === undefined || text === '' ? undefined : /^(?:1|true|t|yes|y|on)$/i.test(text.trim());
}
