/** What an editor shows of a Word document that was opened as a file. Knows nothing of the editor. */

/** The page that stands for a Word document in an editor: what it is, and links to what can be done with it. */
export function wordPage(name: string, text: string, links: { title: string; command: string }[]): string {
  const escaped = (part: string): string => part.replace(/[&<>"]/gu, (c) => `&#${c.charCodeAt(0).toString()};`);
  const items = links.map(({ title, command }) => `<p><a href="${escaped(command)}">${escaped(title)}</a></p>`).join("");
  // Nothing runs on the page, and nothing is fetched.
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><h2>${escaped(name)}</h2><p>${escaped(text)}</p>${items}</body></html>`;
}
