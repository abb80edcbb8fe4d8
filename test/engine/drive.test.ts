import { describe, expect, test } from 'vitest';
import { drive, type Line } from '../../src/engine/drive.js';
import { Machine } from '../../src/engine/machine.js';
import { TaskFailure } from '../../src/module-kit/failure.js';
import { ask, change, exchange, type Conversation } from '../../src/module-kit/index.js';
import { defineQuestion } from '../../src/questions/question.js';
import { sh, type Script } from '../../src/shell/script.js';
import type { Outcome } from '../../src/transport/connection.js';

const colour = defineQuestion<string, string>({
  kind: 'colour',
  script: (names) => sh`colours ${names}`,
  read: (outcome, names) => names.map((name) => `${name} ${outcome.stdout.toString()}`),
});

const ended = (text: string, status = 0): Outcome => ({ status, stdout: Buffer.from(text), stderr: Buffer.from('') });

function lineWith(
  outcomes: Readonly<Record<string, Outcome>>,
  check = false,
): { line: Line; sent: string[]; noted: string[] } {
  const sent: string[] = [];
  const noted: string[] = [];
  const session = {
    about: { user: 'root', uid: 0, home: '/root', tools: new Set<string>() },
    run: (script: { toString(): string }) => {
      sent.push(script.toString());
      return Promise.resolve(outcomes[script.toString()] ?? ended(''));
    },
    runTogether: (first: Script, others: readonly Script[]) => ({
      first: session.run(first),
      others: others.map((script) => session.run(script)),
    }),
    read: () => Promise.reject(new Error('nothing to read')),
  };
  const line: Line = {
    check,
    runOptions: {},
    answers: new Machine().answersOf(''),
    session: () => Promise.resolve(session),
    exchange: () => Promise.reject(new Error('no engine here')),
    reach: () => Promise.reject(new Error('nothing to reach')),
    leave: () => Promise.resolve(),
    reconnect: () => Promise.resolve(),
    onChange: ({ what }) => noted.push(what),
  };
  return { line, sent, noted };
}

function* paint(): Conversation<string> {
  const { red, blue } = yield* ask({ red: colour('red'), blue: colour('blue') });
  yield* change({ what: 'paint', run: sh`paint` });
  const { again } = yield* ask({ again: colour('red') });
  return [red, blue, again].join(', ');
}

describe('holding a conversation', () => {
  test('asks for all questions of a kind in one script, and anew after a change', async () => {
    const { line, sent, noted } = lineWith({ 'colours red blue': ended('seen'), 'colours red': ended('fresh') });
    expect(await drive(paint(), line)).toBe('red seen, blue seen, red fresh');
    expect(sent).toEqual(['colours red blue', 'paint', 'colours red']);
    expect(noted).toEqual(['paint']);
  });

  test('does not ask again what is known', async () => {
    const { line, sent } = lineWith({});
    const known = [colour('red'), colour('blue')].map(({ key }) => [key, 'known'] as const);
    line.answers.keep(new Map(known), line.answers.machine.epoch);
    await drive(paint(), line);
    expect(sent).toEqual(['paint', 'colours red']);
  });

  test('notes changes in check mode and sends none', async () => {
    const { line, sent, noted } = lineWith({}, true);
    await drive(paint(), line);
    expect(sent).toEqual(['colours red blue']);
    expect(noted).toEqual(['paint']);
  });

  test('fails the task with the words of the command', async () => {
    const { line } = lineWith({ paint: { ...ended('', 3), stderr: Buffer.from('no brush\n') } });
    const failure = await drive(paint(), line).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(TaskFailure);
    expect(failure).toMatchObject({ message: 'paint: no brush', result: { rc: 3, stderr: 'no brush' } });
  });

  test('lets a module handle what went wrong', async () => {
    function* forgiving(): Conversation<string> {
      try {
        yield* exchange({ request: { to: { socket: '/x' }, method: 'GET', path: '/' } });
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : 'something else';
      }
      return 'no error';
    }
    expect(await drive(forgiving(), lineWith({}).line)).toBe('no engine here');
  });
});
