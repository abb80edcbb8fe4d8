/** One exchange with a target: what is sent, and what comes back. */
export interface Trip {
  /** Unique in a run: ties the end to the start. */
  readonly id: number;
  /** What travels: the connection itself, a user's shell, a script in it, an HTTP request, a file, an attempt to reach an address. */
  readonly kind: 'connect' | 'shell' | 'script' | 'http' | 'file' | 'reach';
  /** The host that is reached. */
  readonly host: string;
  /** The host whose task it is for: another one when the task is delegated. */
  readonly worker: string;
  /** It travels with the trip before it and costs none of its own. */
  readonly along?: true | undefined;
  /** In a few words, without anything that may be secret: `as root (sudo ...)`, `POST /images/create`. */
  readonly what: string;
}

/** What a trip came to. */
export interface TripOutcome {
  /** Bytes of scripts, files and bodies; what protocols add is not counted. */
  readonly sent: number;
  readonly received: number;
  /** The script's exit status, or the response's. */
  readonly status?: number | undefined;
  readonly failed?: true | undefined;
}

/** Trips as events tell them; only told when somebody wants to know. */
export type TripEvent =
  | { readonly type: 'trip start'; readonly trip: Trip }
  | {
      readonly type: 'trip end';
      readonly trip: Trip;
      readonly outcome: TripOutcome;
      /** Milliseconds. */
      readonly duration: number;
    };
