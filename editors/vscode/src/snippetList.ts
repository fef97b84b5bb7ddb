/** Which snippets fit what was typed. Knows nothing of the editor. */

/** A snippet as a file of snippets has it; `description` in Chinese and English, a slash between. */
export interface Snippet {
  prefix: string[];
  body: string[];
  description: string;
}

export interface Offered {
  label: string;
  /** What the editor matches the typed text against. */
  filter: string;
  body: string;
}

/** The snippets one of whose prefixes begins as was typed, named in the reader's language. */
export function offered(snippets: Record<string, Snippet>, typed: string, chinese: boolean): Offered[] {
  return Object.values(snippets).flatMap(({ prefix, body, description }) => {
    const filter = prefix.find((one) => one.startsWith(typed.toLowerCase()));
    const [zh = "", en = zh] = description.split(" / ");
    return filter === undefined ? [] : [{ label: chinese ? zh : en, filter, body: body.join("\n") }];
  });
}
