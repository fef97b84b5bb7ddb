/** What an editor shows of a Word document that was opened as a file. Knows nothing of the editor. */

/** What was found in the document: how many, and where each is. */
export interface WordProblems {
  title: string;
  rows: { place: string; message: string }[];
}

/** The page that stands for a Word document in an editor: what it is, links to what can be done with it, what was found in it. */
export function wordPage(name: string, text: string, links: { title: string; command: string }[], problems?: WordProblems): string {
  const escaped = (part: string): string => part.replace(/[&<>"]/gu, (c) => `&#${c.charCodeAt(0).toString()};`);
  const items = links.map(({ title, command }) => `<p><a href="${escaped(command)}">${escaped(title)}</a></p>`).join("");
  const rows = (problems?.rows ?? []).map(({ place, message }) => `<li>${escaped(place)}：${escaped(message)}</li>`).join("");
  const found = problems === undefined ? "" : `<h3>${escaped(problems.title)}</h3>${rows === "" ? "" : `<ul>${rows}</ul>`}`;
  // Nothing runs on the page, and nothing is fetched.
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><h2>${escaped(name)}</h2><p>${escaped(text)}</p>${items}${found}</body></html>`;
}
