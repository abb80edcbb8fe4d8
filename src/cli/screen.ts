import type { Configuration } from '../config/load-configuration.js';
import type { Screen } from '../reporters/screen.js';
import type { CliEnvironment } from './environment.js';

type ColourSettings = Pick<Configuration, 'noColor' | 'forceColor'>;

/**
 * Colour where the output is a terminal, unless the settings want none; FORCE_COLOR and the setting of that name want it
 * anyway. Errors of the configuration itself are told before there are settings: then the environment decides.
 */
export function wantsColour(environment: CliEnvironment, settings = colourSettings(environment)): boolean {
  const { variables, isOutputTerminal } = environment;
  const forced = variables['FORCE_COLOR'] ?? '';
  if (isOn(forced) || settings.forceColor) return true;
  // As other programs read it: "0" wants none.
  if (forced !== '') return false;
  return isOutputTerminal && !settings.noColor && variables['TERM'] !== 'dumb';
}

function colourSettings({ variables }: CliEnvironment): ColourSettings {
  const noColor = (variables['NO_COLOR'] ?? '') !== '' || isOn(variables['ANSIBLE_NOCOLOR']);
  return { noColor, forceColor: isOn(variables['ANSIBLE_FORCE_COLOR']) };
}

function isOn(text: string | undefined): boolean {
  return text !== undefined && !/^(?:0|false|f|no|n|off|)$/i.test(text.trim());
}

/** The terminal, or whatever standard output is. */
export function standardScreen(environment: CliEnvironment, settings: ColourSettings): Screen {
  return {
    write: (text) => environment.writeOutput(text),
    columns: () => environment.columns(),
    rows: () => environment.rows(),
    isTerminal: environment.isOutputTerminal && environment.variables['TERM'] !== 'dumb',
    hasColour: wantsColour(environment, settings),
    every(milliseconds, call) {
      const timer = setInterval(call, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
    now: () => Date.now(),
    onInterjection: (call) => environment.onInterjection(call),
  };
}
