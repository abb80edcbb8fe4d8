import { RuntimeObject } from './runtime-object.js';

const microsecondsADay = 86_400_000_000;

/** The difference of two datetimes. It cannot be stored in a variable; its attributes can. */
export class Timedelta extends RuntimeObject {
  readonly pythonType = 'timedelta';

  constructor(readonly totalMicroseconds: number) {
    super();
  }

  get days(): number {
    return Math.floor(this.totalMicroseconds / microsecondsADay);
  }

  get seconds(): number {
    return Math.floor((this.totalMicroseconds - this.days * microsecondsADay) / 1e6);
  }

  get microseconds(): number {
    return this.totalMicroseconds - this.days * microsecondsADay - this.seconds * 1e6;
  }

  override text(): string {
    const clock = [Math.floor(this.seconds / 3600), Math.floor(this.seconds / 60) % 60, this.seconds % 60];
    const time = `${clock[0] ?? 0}:${two(clock[1])}:${two(clock[2])}`;
    const fraction = this.microseconds === 0 ? '' : `.${String(this.microseconds).padStart(6, '0')}`;
    const days = this.days === 0 ? '' : `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, `;
    return days + time + fraction;
  }

  override isTrue(): boolean {
    return this.totalMicroseconds !== 0;
  }

  override equals(other: unknown): boolean {
    return other instanceof Timedelta && other.totalMicroseconds === this.totalMicroseconds;
  }
}

function two(part: number | undefined): string {
  return String(part ?? 0).padStart(2, '0');
}
