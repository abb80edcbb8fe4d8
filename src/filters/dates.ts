import type { FilterDefinition } from '../template/plugins.js';
import { flag, requireText } from './arguments.js';
import { failure } from './failure.js';
import { parsePythonFloat } from './number/parse.js';
import { formatDate, localDate, utcDate } from './text/strftime.js';
import { parseDate } from './text/strptime.js';
import { isNumeric, toDouble } from '../values/numbers.js';
import { toText } from '../values/repr.js';

const strftime: FilterDefinition = {
  name: 'strftime',
  parameters: [
    ['second', null],
    ['utc', false],
  ],
  examples: [["{{ '%Y-%m-%d %H:%M:%S' | strftime(0, utc=true) }}", '1970-01-01 00:00:00']],
  apply(input, { second, utc }, { controller }) {
    const seconds =
      second === null || second === undefined
        ? controller.now() / 1000
        : isNumeric(second)
          ? toDouble(second)
          : parsePythonFloat(toText(second));
    if (seconds === undefined || !Number.isFinite(seconds))
      throw failure(`Invalid value for epoch value (${toText(second)})`);
    const moment = new Date(Math.floor(seconds) * 1000);
    return formatDate(requireText(input), flag(utc) ? utcDate(moment) : localDate(moment));
  },
};

const toDatetime: FilterDefinition = {
  name: 'to_datetime',
  parameters: [['format', '%Y-%m-%d %H:%M:%S']],
  examples: [["{{ ('2024-03-01' | to_datetime('%Y-%m-%d')) | string }}", '2024-03-01 00:00:00']],
  apply: (input, { format }) =>
    parseDate(
      requireText(input, (type) => `strptime() argument 1 must be str, not ${type}`),
      toText(format),
    ),
};

export const dateFilters = [strftime, toDatetime] as const;
