//! Project automation: `cargo xtask COMMAND`.
//!
//! Each command is one module; this file only dispatches. Nothing here is part of the product.

mod bench;
mod book;
mod dist;
mod fuzz;
mod generate;
mod growth;
mod inside;
mod new_rule;
mod notices;
mod packages;
mod platforms;
mod reproducible;
mod sbom;
mod shell;
mod targets;
mod test;
mod tools;
mod try_it;

use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask COMMAND

  bench [--quick]        measure server and command line, with peers that are installed
  book                   build the handbook under target/book and check its links
  try [DRAFT]            build everything and open a sample draft in VS Code (--browser, --release, --screenshot FILE)
  dist                   make the packages for this platform under target/dist (--universal adds the one without a program;
                         --target TRIPLE makes those for another platform;
                         vsix, archive, deb, wheel, universal, bill choose)
  generate-all [--check] write (or check) rule pages, settings, command-line reference, schema, extension settings
  notices FILE           write the licences of everything the program is linked from
  reproducible [--dev]   build program and extension twice and compare them byte for byte
  sbom FILE              write the bill of materials of program and extension (CycloneDX)
  new-rule GROUP/CODE    write the file of a rule with its documentation, examples and registration
  test [--only STEP]...  run every check and test, installing what they need (--list names the steps, those that
                         run on request only among them; --full begins with the long tests at full size, optimised)";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = args.split_first().map_or(("help", &[][..]), |(c, rest)| (c.as_str(), rest));
    let done = match command {
        "book" => book::run(rest),
        "bench" => bench::run(rest),
        "dist" => dist::run(rest),
        "notices" => notices::run(rest),
        "sbom" => sbom::run(rest),
        "reproducible" => reproducible::run(rest),
        "generate-all" => generate::run(rest),
        "new-rule" => new_rule::run(rest),
        "test" => test::run(rest),
        "try" => try_it::run(rest),
        "help" | "--help" | "-h" => {
            say!("{HELP}");
            Ok(())
        }
        other => Err(format!("unknown command `{other}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
