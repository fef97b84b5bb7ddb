//! Compiles the words of `lexicon/*.tsv` into trees that need nothing at start: a build script, so that no generated file
//! can be older than the words, and a wrong line stops the build with its place.

#![allow(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

#[path = "src/reading/lexicon/class.rs"]
mod class;
#[path = "src/reading/patterns/kind.rs"]
#[allow(dead_code, reason = "the core uses all of it")]
mod kind;
#[path = "build/patterns.rs"]
mod patterns;
#[path = "build/units.rs"]
mod units;

use class::WordClass;
use patterns::Patterns;

/// Words with the bits of their classes, and where each stands.
type Words = BTreeMap<String, (u64, String)>;

/// Reads one file: `word<TAB>class class …<TAB>note`, comments from `#` on.
fn read(place: &str, text: &str, words: &mut Words, errors: &mut Vec<String>) {
    for (i, line) in text.lines().enumerate() {
        let at = format!("{place}:{}", i + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t');
        let (word, classes) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if word.is_empty() || classes.trim().is_empty() {
            errors.push(format!("{at}: a word, a tab and at least one class are wanted"));
            continue;
        }
        let mut bits = 0;
        for name in classes.split(' ').filter(|name| !name.is_empty()) {
            match WordClass::named(name) {
                Some(class) => bits |= 1_u64 << class as u64,
                None => errors.push(format!("{at}: no class is called “{name}”")),
            }
        }
        if let Some((_, first)) = words.insert(word.to_owned(), (bits, at.clone())) {
            errors.push(format!("{at}: “{word}” stands at {first}, too; a word has one line with all its classes"));
        }
    }
}

#[derive(Default)]
struct Node {
    children: BTreeMap<char, usize>,
    classes: u64,
    number: usize,
}

/// The tree of the words, read forward or backward, as source.
fn tree(name: &str, words: &Words, backward: bool) -> String {
    let mut nodes = vec![Node::default()];
    for (number, (word, (classes, _))) in words.iter().enumerate() {
        let chars: Vec<char> = if backward { word.chars().rev().collect() } else { word.chars().collect() };
        let mut at = 0;
        for c in chars {
            let next = nodes.len();
            let child = *nodes[at].children.entry(c).or_insert(next);
            if child == next {
                nodes.push(Node::default());
            }
            at = child;
        }
        (nodes[at].classes, nodes[at].number) = (*classes, number);
    }
    let mut source = format!("static {name}: Tree = Tree {{ nodes: &[");
    let mut edges = String::new();
    let mut first = 0;
    for node in &nodes {
        let _ = write!(source, "Node({first},{},{}),", node.classes, node.number);
        for (c, child) in &node.children {
            let _ = write!(edges, "({c:?},{child}),");
        }
        first += node.children.len();
    }
    // Where the edges of the last node end.
    let _ = write!(source, "Node({first},0,0)], edges: &[{edges}] }};");
    source
}

/// Tells the text of each file of `folder` that ends so, in order, with its name from the root of the crate.
fn each_file(folder: &str, ending: &str, mut told: impl FnMut(&str, &str)) {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo tells where the crate is");
    let path = Path::new(&root).join(folder);
    println!("cargo::rerun-if-changed={}", path.display());
    let mut files: Vec<_> = std::fs::read_dir(&path).expect("a folder").map(|e| e.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == ending));
    files.sort();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = format!("{folder}/{}", file.file_name().unwrap_or_default().to_string_lossy());
        told(&name, &std::fs::read_to_string(&file).expect("a text in UTF-8"));
    }
}

fn main() {
    for file in [
        "build.rs",
        "build/patterns.rs",
        "build/units.rs",
        "src/reading/lexicon/class.rs",
        "src/reading/patterns/kind.rs",
    ] {
        println!("cargo::rerun-if-changed={file}");
    }
    let out = std::env::var("OUT_DIR").expect("cargo tells where to write");
    let write = |file: &str, source: &str| std::fs::write(Path::new(&out).join(file), source).expect("compiled data");
    let (mut words, mut errors) = (Words::new(), Vec::new());
    each_file("lexicon", "tsv", |name, text| read(name, text, &mut words, &mut errors));
    let lexicon = words.iter().map(|(word, (classes, _))| (word.clone(), *classes)).collect();
    let mut patterns = Patterns::of(lexicon);
    each_file("patterns", "pat", |name, text| patterns.read(name, text));
    write("patterns.rs", &patterns.source());
    errors.append(&mut patterns.errors);
    let mut units = units::Units::default();
    each_file("units", "tsv", |name, text| units.read(name, text, &mut errors));
    write("units.rs", &units.source());
    assert!(errors.is_empty(), "\n{}", errors.join("\n"));
    write("lexicon.rs", &format!("{}\n{}\n", tree("FORWARD", &words, false), tree("BACKWARD", &words, true)));
}
