/** Requests beyond the Language Server Protocol that the zhibi server answers. */
import { RequestType } from "vscode-languageclient";
import type { Diagnostic, Position, TextDocumentIdentifier, TextEdit } from "vscode-languageclient";
import type { Figure } from "./figures";

/** All figures of an open document; null if the server does not know it. */
export const figuresRequest = new RequestType<{ textDocument: TextDocumentIdentifier }, Figure[] | null, void>("zhibi/figures");

/** What the status bar tells beside problems and figures. */
export interface Status {
  /** Findings held back until what is being written is written. */
  held: number;
  /** The words that the whole report may have, and how many are read out in a minute. */
  budget: { total: number; pace: number } | null;
}

/** Null if the server does not know the document. */
export const statusRequest = new RequestType<{ textDocument: TextDocumentIdentifier }, Status | null, void>("zhibi/status");

/** What is found in an open draft; the client's own feature asks for drafts with a tab only. */
export const diagnosticRequest = new RequestType<{ textDocument: TextDocumentIdentifier }, { items?: Diagnostic[] } | null, void>("textDocument/diagnostic");

/** The edits that begin the next item below the position, and where the cursor goes; null where no series runs. */
export const nextItemRequest = new RequestType<{ textDocument: TextDocumentIdentifier; position: Position }, { edits: TextEdit[]; position: Position } | null, void>(
  "zhibi/onEnter",
);

/** A rule's page. */
export const explainRequest = new RequestType<{ code: string }, { markdown: string } | null, void>("zhibi/explain");

/** Server command: the ledger as a file; its one argument is ExportArguments, its result ExportResult. */
export const EXPORT_COMMAND = "zhibi.exportFigures";

export type ExportFormat = "csv" | "xlsx" | "markdown" | "json";

export interface ExportArguments {
  uri: string;
  format: ExportFormat;
  /** Dates, ranks, names and counts of lists too; JSON always has all. */
  all?: boolean;
  /** Words that each row holds; JSON has all rows. */
  filter?: string;
}

/** Text formats give `text`, xlsx gives `base64`. */
export interface ExportResult {
  text?: string;
  base64?: string;
}

/** Server command: a Word document as a draft (`name`, `base64`), or an open draft as a Word document (`uri`, `layout`). */
export const CONVERT_COMMAND = "zhibi.convert";

/** A draft, or a document. */
export interface ConvertResult {
  text?: string;
  base64?: string;
}

/** Server command: a Word document (`name`, `base64`) with what is found in it and what was changed in its draft (`uri`). */
export const ANNOTATE_COMMAND = "zhibi.annotate";

export interface AnnotateResult {
  base64: string;
  comments: number;
  changes: number;
  /** Changes that could not be put in. */
  left: number;
}

/** Server command: adds a finding, `{ uri, code, line, byte }`, or a rule, `{ uri, code }`, to what is ignored in a draft. */
export const IGNORE_COMMAND = "zhibi.ignore";

/** Server command: what is ignored in a draft; its one argument is `{ uri }`, its result a list of entries. */
export const IGNORED_COMMAND = "zhibi.ignored";

/** Server command: takes an entry from the list; its one argument is `{ uri, rule, hash }`. */
export const UNIGNORE_COMMAND = "zhibi.unignore";

export interface IgnoredEntry {
  rule: string;
  /** What people call the rule. */
  title: string;
  hash: string;
  /** The sentence's beginning; empty for the whole draft. */
  text: string;
}

/** Server command: an open draft beside other files; its one argument is `{ uri, other? }`. */
export const ACROSS_COMMAND = "zhibi.across";

/** A place as the protocol has it. */
export interface WireLocation {
  uri: string;
  range: { start: Position; end: Position };
}

export interface AcrossRow {
  label: string;
  detail: string;
  kind: "added" | "removed" | "changed" | "met" | "missed" | "not-comparable" | "unanswered" | "unclear" | "mismatch";
  here: WireLocation | null;
  there: WireLocation | null;
}

export interface Across {
  changes: AcrossRow[];
  targets: AcrossRow[];
  facts: AcrossRow[];
  unclear: AcrossRow[];
}

/** Server command: the configuration with one more file; its one argument is `{ uri, key, path }`. Nothing is written. */
export const COMPANION_COMMAND = "zhibi.companion";

export type CompanionKey = "last-year" | "previous" | "facts" | "siblings";

/** A configuration as it would be. */
export interface Written {
  uri: string;
  text: string;
}

/** Server command: the configuration with a rule off, `{ uri, rule }`, or with one more name, `{ uri, word }`. Nothing is written. */
export const SETTING_COMMAND = "zhibi.setting";

/** Server command: a page to be printed about an open draft; its one argument is `{ uri }`, its result `{ text }`. */
export const REPORT_COMMAND = "zhibi.report";

/** Server command: figures of all drafts; its one argument is `{ uri, position }` or `{ words }`. */
export const FIND_FIGURES_COMMAND = "zhibi.findFigures";

export interface FoundFigure {
  location: WireLocation;
  text: string;
  /** `=` `>=` `>` `<=` `<` `~` */
  bound: string;
  metric: string | null;
  period: string | null;
  /** In the reader's language; empty if unknown. */
  role: string;
  /** With the figure between 【】. */
  sentence: string;
}

export interface FoundFigures {
  /** Null where the place names no metric. */
  title: string | null;
  figures: FoundFigure[];
  /** Whether there are more than are listed. */
  more: boolean;
}

/** Server command: the drafts of the folders that are not open, each with what is found in it. */
export const CHECK_FOLDERS_COMMAND = "zhibi.checkFolders";

export interface CheckedDraft {
  uri: string;
  diagnostics: Diagnostic[];
}

/** Server command: the coined terms of an open draft; its one argument is `{ uri }`. */
export const TERMS_COMMAND = "zhibi.terms";

export interface Term {
  text: string;
  /** How often it stands in the text. */
  count: number;
  /** Where it stands first. */
  first: WireLocation | null;
  /** Where the list of terms explains it. */
  explained: WireLocation | null;
}

export interface Terms {
  /** Whether the draft has a list of terms. */
  listed: boolean;
  terms: Term[];
}

/** Server command: edits that join lines cut at the width of a page; its one argument is `{ uri, from, to }`. */
export const JOIN_LINES_COMMAND = "zhibi.joinLines";
