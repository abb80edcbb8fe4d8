import { PythonError } from '../../values/python-error.js';
import { RuntimeObject } from '../../values/runtime-object.js';
import type { Callable, RuntimeValue, TemplateObject } from '../runtime.js';

/** `cycler()`: gives its items in turn. */
export class Cycler extends RuntimeObject implements TemplateObject {
  readonly pythonType = 'Cycler';
  readonly templateObject = 'Cycler';
  #index = 0;

  constructor(readonly items: readonly RuntimeValue[]) {
    super();
    if (items.length === 0) throw new PythonError('RuntimeError', 'at least one item has to be provided');
  }

  getAttribute(name: string): RuntimeValue | undefined {
    if (name === 'current') return this.#current();
    if (name === 'next') return action('next', () => this.#next());
    return name === 'reset' ? action('reset', () => this.#reset()) : undefined;
  }

  #current(): RuntimeValue {
    return this.items[this.#index] ?? null;
  }

  #next(): RuntimeValue {
    const item = this.#current();
    this.#index = (this.#index + 1) % this.items.length;
    return item;
  }

  #reset(): null {
    this.#index = 0;
    return null;
  }
}

function action(name: string, call: () => RuntimeValue): Callable {
  return { callableName: `Cycler.${name}`, call };
}

/** `joiner()`: nothing the first time it is called, then its separator. */
export class Joiner extends RuntimeObject implements Callable {
  readonly pythonType = 'Joiner';
  readonly callableName = 'joiner';
  #isUsed = false;

  constructor(readonly separator: RuntimeValue) {
    super();
  }

  call(): RuntimeValue {
    if (this.#isUsed) return this.separator;
    this.#isUsed = true;
    return '';
  }
}
