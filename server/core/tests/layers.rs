//! The core's modules depend downwards only, and the core depends on no crate that could do input or output.
#![allow(clippy::disallowed_methods, reason = "the test reads the sources")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Item, ItemUse, UseTree, Visibility};

/// Modules from the ground up; modules of one row may use each other.
const LAYERS: &[&[&str]] = &[
    &["interrupt", "markdown", "message", "text"],
    &["reading"],
    &["config"],
    &["style"],
    &["damage", "part", "structure"],
    &["figures"],
    &["finding", "lexis"],
    &["fixes"],
    &["block"],
    &["facts"],
    &["rule"],
    &["rules"],
    &["analysis"],
    &["align", "columns", "features"],
];

/// The largest circle of files that use each other.
const CIRCLE: usize = 5;

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// Every source file by the path of its module: the crate's own is empty.
fn modules() -> BTreeMap<Vec<String>, PathBuf> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let module = |file: &Path| {
        let inside = file.strip_prefix(&src).expect("a file below src").with_extension("");
        let mut path: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        path.pop_if(|last| *last == "mod" || *last == "lib");
        path
    };
    let is_test = |path: &[String]| path.last().is_some_and(|last| last.ends_with("tests") || last == "testing");
    files.into_iter().map(|file| (module(&file), file)).filter(|(path, _)| !is_test(path)).collect()
}

/// What one file names of others, as paths from the crate's root; tests and re-exports aside.
struct Names<'m> {
    modules: &'m BTreeMap<Vec<String>, PathBuf>,
    own: &'m [String],
    found: BTreeSet<Vec<String>>,
}

impl Names<'_> {
    /// The file that a path leads to: the module of its longest beginning that is one.
    fn note(&mut self, path: &[String]) {
        let mut absolute = self.own.to_vec();
        match path.first().map(String::as_str) {
            Some("crate") => absolute.clear(),
            Some("super") => drop(absolute.pop()),
            Some("self") => {}
            Some(child) if self.modules.contains_key(&[self.own, &[child.to_owned()]].concat()) => {
                absolute.push(child.to_owned());
            }
            _ => return,
        }
        for part in &path[1..] {
            if part == "super" {
                absolute.pop();
            } else {
                absolute.push(part.clone());
            }
        }
        while !self.modules.contains_key(&absolute) {
            absolute.pop();
        }
        if absolute != self.own {
            self.found.insert(absolute);
        }
    }

    fn tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) if name.ident == "self" => self.note(before),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(name) => self.note(&with(&name.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(before, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let is_test = attributes.iter().any(|a| a.path().is_ident("cfg") || a.path().is_ident("test"));
        if !is_test {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Inherited) {
            self.tree(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        if parts.len() > 1 {
            self.note(&parts);
        }
        visit::visit_path(self, path);
    }
}

/// Which files use which.
fn uses() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let modules = modules();
    let named = |(own, file): (&Vec<String>, &PathBuf)| {
        let text = std::fs::read_to_string(file).expect("a source file");
        let mut names = Names { modules: &modules, own, found: BTreeSet::new() };
        names.visit_file(&syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display())));
        (own.clone(), names.found)
    };
    modules.iter().map(named).collect()
}

#[test]
fn modules_use_only_what_is_below_them() {
    let mut wrong = Vec::new();
    for (own, uses) in uses().iter().filter(|(own, _)| !own.is_empty()) {
        let here = layer(&own[0]).unwrap_or_else(|| panic!("module `{}` has no layer: add it to LAYERS", own[0]));
        let above = uses.iter().filter(|used| used.first().and_then(|top| layer(top)).is_some_and(|l| l > here));
        wrong.extend(above.map(|used| format!("{} uses {}", own.join("::"), used.join("::"))));
    }
    assert!(wrong.is_empty(), "uses upwards:\n{}", wrong.join("\n"));
}

#[test]
fn no_circle_of_files_is_large() {
    let uses = uses();
    let reach = |from: &Vec<String>| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(file) = next.pop() {
            for used in &uses[file] {
                if seen.insert(used) {
                    next.push(used);
                }
            }
        }
        seen
    };
    let all: BTreeMap<_, _> = uses.keys().map(|file| (file, reach(file))).collect();
    assert!(all.len() > 100);
    for (file, reached) in &all {
        let circle: Vec<String> =
            reached.iter().filter(|other| all[*other].contains(file)).map(|other| other.join("::")).collect();
        assert!(circle.len() <= CIRCLE, "a circle of files:\n{}", circle.join("\n"));
    }
}

/// Dependencies of the core are chosen here; one that can reach files, clocks or the network does not belong.
#[test]
fn dependencies_are_pure() {
    const PURE: &[&str] = &[
        "aho-corasick",
        "encoding_rs",
        "globset",
        "memchr",
        "pinyin",
        "regex",
        "ropey",
        "rust_decimal",
        "schemars",
        "serde",
        "serde_json",
        "smallvec",
        "toml",
        "toml_edit",
        "unicode-width",
        "xxhash-rust",
    ];
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("manifest");
    let section =
        manifest.split("[dependencies]").nth(1).expect("dependencies").split("\n[").next().unwrap_or_default();
    for line in section.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
        assert!(PURE.contains(&name), "`{name}` is not on the list of pure dependencies");
    }
}
