/** Which Word document a drop into a text editor holds. */

/** The first document of Word in a list of addresses, one a line (RFC 2483). */
export function droppedWord(list: string): string | undefined {
  const lines = list.split(/\r\n|\r|\n/u).filter((line) => line !== "" && !line.startsWith("#"));
  return lines.find((line) => /\.docx$/iu.test(line.replace(/[?#].*$/u, "")));
}
