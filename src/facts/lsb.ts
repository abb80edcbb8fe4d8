import { sh } from '../shell/script.js';
import { assignmentsOf, pairsOf, type FactFamily } from './family.js';

/** What lsb_release or its file say; empty without them. */
export const lsb: FactFamily = {
  name: 'lsb',
  subsets: ['lsb'],
  isMinimal: true,
  provides: ['lsb'],
  script: () => sh`if have lsb_release; then put program lsb_release -a; else show file /etc/lsb-release; fi`,
  read(blocks) {
    const program = pairsOf(blocks.lines('program'), ':');
    const file = assignmentsOf(blocks.lines('file'));
    const found = (own: string, other: string): string | undefined => program.get(own) ?? file.get(other);
    const release = found('Release', 'DISTRIB_RELEASE');
    const facts = {
      id: found('Distributor ID', 'DISTRIB_ID'),
      release,
      description: found('Description', 'DISTRIB_DESCRIPTION'),
      codename: found('Codename', 'DISTRIB_CODENAME'),
      major_release: release?.split('.')[0],
    };
    const known = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
    return { lsb: Object.fromEntries(known) };
  },
};
