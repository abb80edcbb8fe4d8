import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

const files = [
  'bios_date',
  'bios_vendor',
  'bios_version',
  'board_asset_tag',
  'board_name',
  'board_serial',
  'board_vendor',
  'board_version',
  'chassis_asset_tag',
  'chassis_serial',
  'chassis_vendor',
  'chassis_version',
  'product_name',
  'product_serial',
  'product_uuid',
  'product_version',
];

/** What the firmware tells about the machine; `NA` where it tells nothing. */
export const dmi: FactFamily = {
  name: 'dmi',
  subsets: ['hardware', 'dmi'],
  isMinimal: false,
  provides: [...files, 'system_vendor', 'form_factor'],
  script: () =>
    sh`for name in ${[...files, 'sys_vendor', 'chassis_type']}; do show "$name" "/sys/devices/virtual/dmi/id/$name"; done`,
  read(blocks) {
    const text = (name: string): string => blocks.text(name).trim() || 'NA';
    const chassis = Number(blocks.text('chassis_type'));
    return {
      ...Object.fromEntries(files.map((name) => [name, text(name)])),
      system_vendor: text('sys_vendor'),
      form_factor: formFactors[chassis] ?? 'NA',
    };
  },
};

/** Names of the chassis types of SMBIOS, by number. */
const formFactors: readonly (string | undefined)[] = [
  undefined,
  'Other',
  'Unknown',
  'Desktop',
  'Low Profile Desktop',
  'Pizza Box',
  'Mini Tower',
  'Tower',
  'Portable',
  'Laptop',
  'Notebook',
  'Hand Held',
  'Docking Station',
  'All in One',
  'Sub Notebook',
  'Space-saving',
  'Lunch Box',
  'Main Server Chassis',
  'Expansion Chassis',
  'Sub Chassis',
  'Bus Expansion Chassis',
  'Peripheral Chassis',
  'RAID Chassis',
  'Rack Mount Chassis',
  'Sealed-case PC',
  'Multi-system',
  'CompactPCI',
  'AdvancedTCA',
  'Blade',
  'Blade Enclosure',
  'Tablet',
  'Convertible',
  'Detachable',
  'IoT Gateway',
  'Embedded PC',
  'Mini PC',
  'Stick PC',
];
