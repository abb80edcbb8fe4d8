import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import { Float } from '../../values/value.js';
import { systemPath } from '../programs/path.js';

/** What parted says of a device: as result keys, and what the plan needs. */
export interface Device {
  readonly disk: Readonly<Record<string, Json>>;
  readonly partitions: readonly Readonly<Record<string, Json>>[];
  readonly table: string;
  /** The end of each partition in bytes, by number; it belongs to the partition. */
  readonly ends: ReadonlyMap<number, number>;
  /** In bytes. */
  readonly size: number;
  /** `-f` where this parted knows it. */
  readonly fix: readonly string[];
  readonly program: string;
}

/** Asks parted for a device in a unit, and in bytes. */
export function deviceNow(device: string, unit: string): Question<Device> {
  const script = sh`${systemPath} program=$(command -v parted) || exit 99
echo "$program"; parted --help | grep -c -e '--fix'
parted -s -m ${device} -- unit ${unit} print 2>&1; echo "= $?"
parted -s -m ${device} -- unit B print 2>/dev/null; :`;
  return probe(script, ({ status, stdout }) => {
    if (status === 99) fail('Failed to find required executable "parted": install the package parted on the target');
    const [program = '', fixes = '0', ...rest] = stdout.toString().split('\n');
    const [, text = '', code = '1', bytes = ''] = /^([^]*?)^= (\d+)\n([^]*)$/m.exec(rest.join('\n')) ?? [];
    const isUnlabelled = /unrecognised disk label/.test(text);
    if (code !== '0' && !isUnlabelled)
      fail(
        `Error while getting device information with parted script: '${program} -s -m ${device} -- unit ${unit} print'`,
        {
          changed: false,
          rc: Number(code),
          out: '',
          err: text,
        },
      );
    return { ...readPrinted(text, unit), ...readBytes(bytes), program, fix: fixes === '0' ? [] : ['-f'] };
  });
}

function readPrinted(text: string, unit: string): Pick<Device, 'disk' | 'partitions' | 'table'> {
  const lines = text.split('\n').filter((line) => line.endsWith(';') && line.includes(':'));
  const [first = '', ...others] = lines.map((line) => line.slice(0, -1));
  const fields = first.split(':');
  const [dev = '', size = '', , logical = '', physical = '', table = '', model = ''] = fields;
  const isChs = unit === 'chs' || unit === 'cyl';
  const geometry = isChs ? (others.shift() ?? '') : '';
  const shownUnit = unit === 'chs' ? 'chs' : measureOf(size).unit;
  const disk = {
    dev,
    size: shownSize(size),
    unit: shownUnit,
    table,
    model: model.trim(),
    logical_block: Number(logical),
    physical_block: Number(physical),
    ...(isChs ? { chs_info: readGeometry(geometry) } : {}),
  };
  return { disk, table, partitions: others.map((line) => readPartition(line, shownUnit)) };
}

function readPartition(line: string, unit: string): Readonly<Record<string, Json>> {
  const parts = line.split(':');
  const [num = '', begin = '', end = '', size = ''] = parts;
  const [fstype = '', name = '', flags = ''] = parts.slice(unit === 'chs' ? 3 : 4);
  return {
    num: Number(num),
    begin: shownSize(begin),
    end: shownSize(end),
    size: unit === 'chs' ? '' : shownSize(size),
    fstype,
    name,
    flags: flags.split(', ').filter((flag) => flag !== ''),
    unit,
  };
}

/** `1024:4:32:65.5kB`: cylinders, heads, sectors, and how large a cylinder is. */
function readGeometry(line: string): Json {
  const [cylinders = '', heads = '', sectors = '', cylinder = ''] = line.split(':');
  const { number, unit } = measureOf(cylinder);
  return {
    cylinders: Number(cylinders),
    heads: Number(heads),
    sectors: Number(sectors),
    cyl_size: new Float(number),
    cyl_size_unit: unit,
  };
}

function shownSize(text: string): Json {
  const [cylinder, head, sector] = text.split(',').map(Number);
  if (cylinder !== undefined && head !== undefined && sector !== undefined) return { cylinder, head, sector };
  return new Float(measureOf(text).number);
}

function measureOf(text: string): { readonly number: number; readonly unit: string } {
  const [, digits = '0', unit = ''] = /^([\d.]+)(.*)$/.exec(text) ?? [];
  return { number: Number(digits), unit: unit.toLowerCase() };
}

function readBytes(text: string): Pick<Device, 'size' | 'ends'> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  const [, size = ''] = lines[0]?.split(':') ?? [];
  const ends = lines.slice(1).map((line): [number, number] => {
    const [number = '', , end = ''] = line.split(':');
    return [Number(number), Number.parseInt(end, 10)];
  });
  return { size: Number.parseInt(size, 10), ends: new Map(ends) };
}

const multiples: Readonly<Record<string, number>> = {
  s: 512,
  B: 1,
  KB: 1e3,
  KiB: 2 ** 10,
  MB: 1e6,
  MiB: 2 ** 20,
  GB: 1e9,
  GiB: 2 ** 30,
  TB: 1e12,
  TiB: 2 ** 40,
};

/** Whether a partition that ends at this byte ends where the task says, as closely as the unit tells. */
export function endsAt(
  end: number,
  wanted: string,
  { size, unit }: { readonly size: number; readonly unit: string },
): boolean {
  const [, sign = '', digits = '', own = ''] = /^(-?)([\d.]+)(.*)$/.exec(wanted) ?? [];
  const name = own === '' ? unit : own;
  const multiple = name === '%' ? size / 100 : multiples[name];
  if (multiple === undefined) return false;
  const distance = Number(digits) * multiple;
  const place = Math.min(sign === '-' ? size - distance : distance, size);
  // A unit of thousands means any place within half of it; at the very end of a disk, parted leaves room for its tables.
  const slack = /^[KMGT]B$/.test(name) ? multiple / 2 : place === size ? 2 ** 20 : 512;
  return Math.abs(end + 1 - place) <= Math.max(slack, 512);
}
