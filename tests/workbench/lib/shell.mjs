// Running other programs.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

/** Runs a program and shows its output only when it fails. */
export function run(program, args, options = {}) {
  const shown = [program, ...args].join(" ");
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (error) throw new Error(`\`${shown}\` could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`\`${shown}\` ended with ${signal ?? status}\n${(stdout ?? "").slice(-3000)}${(stderr ?? "").slice(-3000)}`);
  return stdout ?? "";
}

/** Runs a step that needs the network: up to three times. */
export async function withRetries(what, step) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      if (attempt === 3) throw error;
      console.log(`${what}: attempt ${attempt} failed (${String(error).split("\n")[0]}); once more`);
      await new Promise((resolve) => setTimeout(resolve, 5000 * attempt));
    }
  }
}

/** The program's full path if it is on PATH. */
export function which(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // the next folder
      }
    }
  }
  return undefined;
}

/** Installs Debian packages where that is allowed; otherwise says what is missing. */
export async function needDebian(packages, reason) {
  if (!which("apt-get") || process.getuid?.() !== 0) {
    throw new Error(`${reason}; please install: ${packages.join(" ")}`);
  }
  console.log(`installing ${packages.join(" ")} (${reason})`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await withRetries("apt-get", () => {
    run("apt-get", ["update", "-q"], { env });
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
  });
}
