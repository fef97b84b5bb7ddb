// Where things are. Everything that is installed or made lies under target/.
import path from "node:path";
import { fileURLToPath } from "node:url";

export const TESTS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const ROOT = path.resolve(TESTS, "../..");
export const TARGET = path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
/** The workbench itself: Node for it, and code-server. */
export const WORKBENCH = path.join(TARGET, "workbench");
/** Pictures of the last run, and of failures. */
export const PICTURES = path.join(TARGET, "pictures");
