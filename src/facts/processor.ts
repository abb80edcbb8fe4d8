import { sh } from '../shell/script.js';
import { pairsOf, type FactFamily, type Facts } from './family.js';

/** Processors, as /proc/cpuinfo tells them. */
export const processor: FactFamily = {
  name: 'processor',
  subsets: ['hardware', 'processor'],
  isMinimal: false,
  provides: ['processor', 'processor_*', 'flags'],
  script: () => sh`put cpuinfo cat /proc/cpuinfo
if have nproc; then put nproc nproc; else put nproc getconf _NPROCESSORS_ONLN; fi`,
  read(blocks) {
    const cpus = blocks
      .text('cpuinfo')
      .split(/\n\s*\n/)
      .map((part) => pairsOf(part.split('\n'), ':'))
      .filter((cpu) => cpu.has('processor'));
    const flags = cpus[0]?.get('flags') ?? cpus[0]?.get('Features');
    return {
      processor: cpus.flatMap((cpu) => namesOf(cpu)),
      ...countsOf(cpus),
      processor_nproc: Number(blocks.text('nproc')) || cpus.length,
      ...(flags === undefined ? {} : { flags: flags.split(/\s+/) }),
    };
  },
};

type Cpu = ReadonlyMap<string, string>;

/** Index, vendor and model of one processor, as far as there are any. */
function namesOf(cpu: Cpu): string[] {
  return ['processor', 'vendor_id', 'model name', 'cpu', 'Processor'].flatMap((key) => cpu.get(key) ?? []);
}

function countsOf(cpus: readonly Cpu[]): Facts {
  const sockets = new Set(cpus.flatMap((cpu) => cpu.get('physical id') ?? []));
  if (sockets.size === 0) return counts(cpus.length, 1, 1, cpus.length);
  const cores = Number(cpus[0]?.get('cpu cores') ?? 1);
  const threads = Math.max(1, Math.floor(Number(cpus[0]?.get('siblings') ?? cores) / cores));
  return counts(sockets.size, cores, threads, sockets.size * cores * threads);
}

function counts(count: number, cores: number, threads: number, vcpus: number): Facts {
  return {
    processor_count: count,
    processor_cores: cores,
    processor_threads_per_core: threads,
    processor_vcpus: vcpus,
  };
}
