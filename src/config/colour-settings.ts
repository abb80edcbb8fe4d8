import { textSetting, type Setting } from './setting.js';

/** A colour by Ansible's names: words such as `bright red`, or `color123`, `rgb255` and `gray7` of a palette of 256. */
function colourSetting(name: string, otherwise: string): Setting<string> {
  const setting = textSetting(`colors.${name}`, `ANSIBLE_COLOR_${name.toUpperCase()}`, otherwise);
  const read: typeof setting.read = (text, context) => {
    const colour = setting.read(text, context);
    return colour !== undefined && isColour.test(colour) ? colour : undefined;
  };
  return { ...setting, read, wanted: 'a colour, such as "bright red"' };
}

const isColour =
  /^(?:black|white|normal|dark gray|(?:bright )?(?:gray|blue|green|cyan|red|purple|yellow|magenta)|color\d+|rgb[0-5]{3}|gray\d+)$/;

/** What each kind of output is coloured in (`[colors]`). */
export const colourSettings = {
  colourOk: colourSetting('ok', 'green'),
  colourChanged: colourSetting('changed', 'yellow'),
  colourSkip: colourSetting('skip', 'cyan'),
  colourError: colourSetting('error', 'red'),
  colourUnreachable: colourSetting('unreachable', 'bright red'),
  colourWarn: colourSetting('warn', 'bright purple'),
  colourDeprecate: colourSetting('deprecate', 'purple'),
  colourVerbose: colourSetting('verbose', 'blue'),
  colourDebug: colourSetting('debug', 'dark gray'),
  colourHighlight: colourSetting('highlight', 'white'),
  colourDiffAdd: colourSetting('diff_add', 'green'),
  colourDiffRemove: colourSetting('diff_remove', 'red'),
  colourDiffLines: colourSetting('diff_lines', 'cyan'),
  colourIncluded: colourSetting('included', 'cyan'),
} satisfies Readonly<Record<string, Setting<string>>>;
