/** The figures ledger (指标台账) as data: grouping, filtering, positions. Knows nothing of the editor. */

/** What a figure implies, as `zhibi figures --format json` gives it. */
export interface Relation {
  kind: string;
  /** Exact decimal in the base unit. */
  value: string;
  unit: string;
  /** `=` `>=` `>` `<=` `<` `~`: as the amounts it follows from are bounds. */
  bound: string;
  formula: string;
}

/** One figure, as `zhibi figures --format json` gives it: lines and columns 1-based, columns in code points, end exclusive. */
export interface Figure {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  text: string;
  class: string;
  lower: string | null;
  upper: string | null;
  unit: string | null;
  bound: string | null;
  role: string | null;
  metric: string | null;
  change: string | null;
  period: string | null;
  section: string[];
  relations: Relation[];
}

export type Grouping = "section" | "metric" | "role";

/** A node of the ledger: a titled group of groups and figures, or a figure. */
export type LedgerNode = { kind: "group"; key: string; title: string; count: number; children: LedgerNode[] } | { kind: "figure"; figure: Figure };

type Group = Extract<LedgerNode, { kind: "group" }>;

/** Classes and roles that make a figure an indicator (指标); the same as the server's, which a test of the server holds them against. */
const MEASURES = ["quantity", "count-cn", "percent", "percentage-point", "permille", "multiple", "fraction", "ratio"];
const NO_INDICATORS = ["list-count", "threshold", "rank", "name", "period", "deadline"];

/** Whether a figure says how much there is, comes or shall come: what every count of 指标 counts. */
export function isIndicator(figure: Figure): boolean {
  return MEASURES.includes(figure.class) && (figure.role === null || !NO_INDICATORS.includes(figure.role));
}

/** Figures whose text, metric, section, period or role name contains every word of the filter. */
export function filterFigures(figures: readonly Figure[], filter: string, roleName: (role: string | null) => string): Figure[] {
  const words = filter.toLowerCase().split(/[\s\u3000]+/u).filter((word) => word !== "");
  if (words.length === 0) return [...figures];
  return figures.filter((figure) => {
    const text = [figure.text, figure.metric, figure.period, figure.unit, roleName(figure.role), ...figure.section].join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The ledger's tree. Groups keep the order in which the draft first states one of their figures. */
export function groupFigures(figures: readonly Figure[], grouping: Grouping, titles: { none: string; role: (role: string | null) => string }): LedgerNode[] {
  // Those without a role after the others, those without a metric after the others of their group.
  const nameless = (figure: Figure): number => (grouping !== "section" && figure.metric === null ? 1 : 0);
  const last = (figure: Figure): number => (grouping === "role" ? 2 * rank(figure.role) : 0) + nameless(figure);
  const ordered = figures.map((figure, index) => ({ figure, index })).sort((a, b) => last(a.figure) - last(b.figure) || a.index - b.index);
  const root: Group = { kind: "group", key: "", title: "", count: 0, children: [] };
  const groups = new Map<string, Group>();
  for (const { figure } of ordered) {
    let parent = root;
    for (const title of path(figure, grouping, titles)) {
      const key = `${parent.key}\u0000${title}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { kind: "group", key, title, count: 0, children: [] };
        groups.set(key, group);
        parent.children.push(group);
      }
      group.count += 1;
      parent = group;
    }
    parent.children.push({ kind: "figure", figure });
  }
  return root.children;
}

function path(figure: Figure, grouping: Grouping, titles: { none: string; role: (role: string | null) => string }): string[] {
  switch (grouping) {
    case "section":
      return figure.section;
    case "metric":
      return [figure.metric ?? titles.none];
    case "role":
      return [titles.role(figure.role)];
  }
}

/** What a drafter looks for first stands first; what is no figure of its own stands last. */
const ROLES = ["target", "achieved", "done-investment", "growth", "share", "delta", "completion", "rank", "total", "capacity", "list-count"];
const LAST_ROLES = ["threshold", "reference", "deadline", "period", "date", "name"];

function rank(role: string | null): number {
  if (role === null) return ROLES.length + LAST_ROLES.length + 1;
  const first = ROLES.indexOf(role);
  if (first >= 0) return first;
  return ROLES.length + 1 + LAST_ROLES.indexOf(role);
}

/** The sentence of a line that holds an offset, its end mark included. */
export function sentenceAt(line: string, offset: number): string {
  const before = line.slice(0, offset).search(/[^。！？；]*$/u);
  const end = line.slice(offset).search(/[。！？；]/u);
  return line.slice(Math.max(0, before), end < 0 ? line.length : offset + end + 1).trim();
}

/** UTF-16 offset in a line of a 1-based column that counts code points; past the end gives the line's length. */
export function utf16Offset(line: string, column: number): number {
  let offset = 0;
  for (let rest = column - 1; rest > 0 && offset < line.length; rest -= 1) {
    offset += (line.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
