import type { LabHost } from '../../lab/host.js';

/** Runs a command on a host, as root; it must succeed. */
export async function on(host: LabHost, command: string, input?: string): Promise<string> {
  const { stdout, stderr, exitCode } = await host.ssh(command, input === undefined ? {} : { input });
  if (exitCode !== 0)
    throw new Error(`${host.name}: ${command.slice(0, 200)}: exit code ${exitCode}: ${stderr.slice(-2000)}`);
  return stdout;
}

/** When each container of a host was created and started: the same before and after, nothing was restarted. */
export async function containerLives(host: LabHost): Promise<string> {
  return on(host, "docker inspect -f '{{.Name}} {{.Id}} {{.State.StartedAt}}' $(docker ps -aq) | sort");
}

/** The names of the running containers. */
export async function runningContainers(host: LabHost): Promise<string[]> {
  return (await on(host, "docker ps --format '{{.Names}}' | sort")).split('\n').filter(Boolean);
}
