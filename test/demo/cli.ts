import { parseArgs } from 'node:util';
import { closeLab } from '../lab/lab.js';
import { demoLab, runDemo, type DemoOptions, type DemoResult } from './demo.js';
import { openScreen } from './screen.js';

const usage = `npm run demo [-- OPTIONS]

Builds the whole stack with provision on throwaway hosts on this machine (root on Debian), and shows that it works.
Interrupted or failed, it continues when started again.

  --observers N   hosts for Prometheus and Thanos, 2 to 8 (3)
  --slaves N      hosts with Telegraf alone, 1 to 20 (2)
  --json          end with one line of JSON on standard output: addresses and throwaway credentials
  --down          stop the hosts and remove them
`;

const options = {
  observers: { type: 'string', default: '3' },
  slaves: { type: 'string', default: '2' },
  json: { type: 'boolean', default: false },
  down: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const screen = openScreen(process.stderr);
  if (values.help) {
    process.stdout.write(usage);
  } else if (values.down) {
    await screen.step('stopping the hosts and removing their files', () => closeLab(demoLab));
    screen.note('kept for the next time: base images, programs and container images in ~/.cache/provision-lab');
  } else {
    const result = await runDemo(readOptions(values), screen);
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : summary(result));
  }
}

function readOptions(values: { observers: string; slaves: string; json: boolean }): DemoOptions {
  return {
    observers: readCount('--observers', values.observers, { least: 2, most: 8 }),
    slaves: readCount('--slaves', values.slaves, { least: 1, most: 20 }),
    isQuiet: values.json,
  };
}

function readCount(name: string, text: string, { least, most }: { least: number; most: number }): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= least && count <= most) return count;
  throw new Error(`${name} is "${text}"; it is a number from ${least} to ${most}`);
}

function summary({ addresses, credentials, proof, inventory, vaultPassword, key, hosts }: DemoResult): string {
  const targets = Object.entries(proof.targets).map(([job, up]) => `${job} ${up}`);
  return `
What the querier says
  targets up            ${targets.join(', ')}
  ${proof.query}
    dedup=false         ${proof.withoutDeduplication.length} series: ${proof.withoutDeduplication.join(', ')}
    dedup=true          ${proof.withDeduplication} series
  blocks in the bucket  ${proof.blocks}, the first ${proof.block.id} from ${proof.block.replica}
A second run changed nothing.

Open, as ${credentials.user} with the password ${credentials.password}
${table(addresses)}
Hosts, for ssh -i ${key} root@ADDRESS
${table(hosts)}
Run it yourself
  export VAULT_PASSWORD=${vaultPassword}
  node dist/provision.mjs -i ${inventory} -t slave_servers

Remove everything with: npm run demo -- --down
`;
}

function table(rows: Readonly<Record<string, string>>): string {
  return Object.entries(rows)
    .map(([name, text]) => `  ${name.padEnd(20)}  ${text}\n`)
    .join('');
}

/** What was started for the moment ends with this process; hosts and files stay, and the next start goes on from there. */
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => {
    process.stderr.write('\ninterrupted; npm run demo continues from here, npm run demo -- --down cleans up\n');
    process.exit(exitCode);
  });

main().catch((error: unknown) => {
  const causes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause.message);
  process.stderr.write(`demo: ${causes.join('\n  because: ') || String(error)}\n`);
  process.exitCode = 1;
});
