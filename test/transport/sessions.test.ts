import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { attach, rawShell, sh, type Script } from '../../src/shell/script.js';
import type { Channel } from '../../src/transport/channel.js';
import type { BecomeMethod, BecomeOptions, Session } from '../../src/transport/connection.js';
import type { ShellSource } from '../../src/transport/become-shell.js';
import { Sessions } from '../../src/transport/sessions.js';

/** Becomes nobody else, but opens a shell of its own as every method does. */
const pretend: BecomeMethod = {
  name: 'pretend',
  command: (_become, shell, marker) => sh`printf %s ${marker} >&2; exec ${shell}`,
  isPrompt: () => false,
  findRefusal: () => undefined,
  needsTerminal: false,
};

/** Asks for the password in a language that it does not know itself. */
const asking: BecomeMethod = {
  ...pretend,
  name: 'asking',
  command: (_become, shell, marker) =>
    sh`printf 'Salasana ana:' >&2; read -r given; [ "$given" = right ] || exit; printf %s ${marker} >&2; exec ${shell}`,
};

let starts = 0;
const opened: Sessions[] = [];

const source: ShellSource = {
  host: 'here',
  user: 'somebody',
  open: async (command) => startShell(command),
  shell: '/bin/sh',
  becomeMethods: new Map([
    ['pretend', pretend],
    ['asking', asking],
  ]),
  becomeTimeout: 10,
};

function startShell(command: string): Channel {
  starts++;
  const child = spawn('/bin/sh', ['-c', command], { stdio: 'pipe' });
  const ended = new Promise<Awaited<Channel['ended']>>((resolve) =>
    child.once('exit', (code) => resolve({ orderly: true, reason: `status ${code}` })),
  );
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended, destroy: () => void child.kill(9) };
}

function sessions(...parts: ConstructorParameters<typeof Sessions> extends [unknown, ...infer Rest] ? Rest : never) {
  const made = new Sessions(source, ...parts);
  opened.push(made);
  return made;
}

const other = (password: string): BecomeOptions => ({ method: 'pretend', user: 'app', password: new Secret(password) });

const outputOf = async (session: Session, script: Script): Promise<string> =>
  (await session.run(script)).stdout.toString().trim();

const shellOf = (session: Session): Promise<string> => outputOf(session, rawShell('echo $$'));

describe('shells that one run leaves to the next', () => {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });

  test('are used again by the same user, with no new one started', async () => {
    const first = sessions();
    const [login, become] = [await shellOf(await first.get()), await shellOf(await first.get(other('one')))];
    const before = starts;
    const second = sessions(await first.release());
    expect(await shellOf(await second.get())).toBe(login);
    expect(await shellOf(await second.get(other('one')))).toBe(become);
    expect(starts).toBe(before);
  });

  test('are not used with another password', async () => {
    const first = sessions();
    const before = await shellOf(await first.get(other('one')));
    const second = sessions(await first.release());
    expect(await shellOf(await second.get(other('two')))).not.toBe(before);
  });

  test('stay for a third run when the second had no use for them', async () => {
    const first = sessions();
    const before = await shellOf(await first.get(other('one')));
    const third = sessions(await sessions(await first.release()).release());
    expect(await shellOf(await third.get(other('one')))).toBe(before);
  });

  test('are ended when something still runs in them', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const first = sessions();
    const running = (await first.get()).run(rawShell('kill -STOP $$'));
    const lost = expect(running).rejects.toMatchObject({ code: 'E0606' });
    const released = first.release();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await released).toEqual(new Map());
    await lost;
    vi.useRealTimers();
  });

  test('are ended for a user that is left', async () => {
    const first = sessions();
    const before = await shellOf(await first.get(other('one')));
    const released = await first.release();
    for (const shell of released.values()) {
      const { user } = shell.introduction.about;
      const second = sessions(released);
      await second.leave(user);
      const become = { ...other('one'), user };
      expect(await shellOf(await second.get(become))).not.toBe(before);
      expect(user).toBe(userInfo().username);
    }
    expect(released.size).toBe(1);
  });

  test('look again at the host: tools, the private folder, their directory', async () => {
    const first = sessions();
    const folder = await outputOf(await first.get(), sh`dirname ${attach('x')}`);
    const released = await first.release();
    const [shell] = released.values();
    await outputOf(await sessions().get(), sh`rm -rf -- ${folder}`);
    await shell?.refresh(5000);
    expect(shell?.introduction.about.tools.has('stat')).toBe(true);
    expect(await outputOf(await sessions(released).get(), sh`cat ${attach('again')}`)).toBe('again');
  });

  test('that have ended meanwhile do not answer', async () => {
    const first = sessions();
    await first.get();
    const [shell] = (await first.release()).values();
    shell?.channel.destroy();
    await expect(shell?.refresh(5000)).rejects.toMatchObject({ code: 'E0606' });
    expect(shell?.isUsable).toBe(false);
  });
});

describe('the question for the password', () => {
  const asked = { method: 'asking', user: 'app', password: new Secret('right') };

  async function answerOf(become: BecomeOptions, becomeTimeout: number): Promise<string> {
    const made = new Sessions({ ...source, becomeTimeout });
    try {
      return await outputOf(await made.get(become), rawShell('echo reached'));
    } finally {
      await made.close();
    }
  }

  test.each([['salasana ANA'], ['other', 'ana']])(
    'is known by the words that the user gives: %s',
    async (...prompts) => {
      expect(await answerOf({ ...asked, prompts }, 10)).toBe('reached');
    },
  );

  test.each([[undefined], [['other']]])('that is not known, with %j, makes the host unreachable', async (prompts) => {
    const reached = answerOf({ ...asked, prompts }, 0.05);
    await expect(reached).rejects.toMatchObject({ code: 'E0601' });
    await expect(reached).rejects.toThrow('waiting for privilege escalation prompt');
  });

  test('with a wrong answer is a refusal', async () => {
    const wrong = { ...asked, prompts: ['ana'], password: new Secret('wrong') };
    await expect(answerOf(wrong, 10)).rejects.toMatchObject({ code: 'E0605' });
  });
});
