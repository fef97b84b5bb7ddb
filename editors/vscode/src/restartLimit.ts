/** A crashed server is started again, but not for ever. */
export class RestartLimit {
  readonly #crashes: number[] = [];
  readonly #now: () => number;

  /** At most `limit` restarts within `windowMs` milliseconds. */
  constructor(
    readonly limit = 3,
    readonly windowMs = 180_000,
    now: () => number = Date.now,
  ) {
    this.#now = now;
  }

  /** Records a crash; true if the server may be started again. */
  mayRestart(): boolean {
    const now = this.#now();
    this.#crashes.push(now);
    while ((this.#crashes[0] ?? now) < now - this.windowMs) this.#crashes.shift();
    return this.#crashes.length <= this.limit;
  }

  /** Forgets earlier crashes: the user has asked for a restart. */
  reset(): void {
    this.#crashes.length = 0;
  }
}
