/** Remembers, per file, whether the user wants it checked. Kept in the workspace's state, never in the file. */

/** `report`: check it. `declined`: neither check it nor offer to. */
export type Choice = "report" | "declined";

/** The part of vscode.Memento that is used here. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

const KEY = "zhibi.documents";
const LIMIT = 500;

/** The newest choices, at most 500 of them. */
export class Choices {
  readonly #store: Store;
  #choices: Map<string, Choice>;

  constructor(store: Store) {
    this.#store = store;
    this.#choices = new Map();
    const saved = store.get(KEY);
    if (Array.isArray(saved)) {
      for (const entry of saved as unknown[]) {
        if (!Array.isArray(entry)) continue;
        const [uri, choice] = entry as unknown[];
        if (typeof uri === "string" && (choice === "report" || choice === "declined")) this.#choices.set(uri, choice);
      }
    }
  }

  get(uri: string): Choice | undefined {
    return this.#choices.get(uri);
  }

  /** URIs of the files that are to be checked. */
  reports(): string[] {
    return [...this.#choices].filter(([, choice]) => choice === "report").map(([uri]) => uri);
  }

  async set(uri: string, choice: Choice | undefined): Promise<void> {
    this.#choices.delete(uri);
    if (choice !== undefined) this.#choices.set(uri, choice);
    this.#choices = new Map([...this.#choices].slice(-LIMIT));
    await this.#store.update(KEY, [...this.#choices]);
  }
}
