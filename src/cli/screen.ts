import type { Screen } from '../reporters/screen.js';
import type { CliEnvironment } from './environment.js';

/** Colour where the output is a terminal, unless NO_COLOR or ANSIBLE_NOCOLOR; FORCE_COLOR wants it anyway. */
export function wantsColour({ variables, isOutputTerminal }: CliEnvironment): boolean {
  const isSet = (name: string): boolean => (variables[name] ?? '') !== '' && variables[name] !== '0';
  if (isSet('NO_COLOR') || isSet('ANSIBLE_NOCOLOR')) return false;
  return isSet('FORCE_COLOR') || isSet('ANSIBLE_FORCE_COLOR') || (isOutputTerminal && variables['TERM'] !== 'dumb');
}

/** The terminal, or whatever standard output is. */
export function standardScreen(environment: CliEnvironment): Screen {
  return {
    write: (text) => environment.writeOutput(text),
    columns: () => environment.columns(),
    isTerminal: environment.isOutputTerminal && environment.variables['TERM'] !== 'dumb',
    hasColour: wantsColour(environment),
    every(milliseconds, call) {
      const timer = setInterval(call, milliseconds);
      timer.unref();
      return () => clearInterval(timer);
    },
    now: () => Date.now(),
  };
}
