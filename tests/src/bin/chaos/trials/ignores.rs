//! Four servers on one folder, each of whose editors ignores findings as fast as somebody can click.

use std::fs;
use std::time::Instant;

use serde_json::{Value, json};
use zhibi_tests::client::Client;
use zhibi_tests::folder::Folder;

use super::random::Random;
use crate::Seen;

const SERVERS: usize = 4;
const CLICKS: usize = 12;

/// Every ignore that was acknowledged must be in the list, and what a person wrote there too.
pub fn round(random: &mut Random, seen: &mut Seen) {
    let folder = Folder::new("忽略");
    let text: String = (0..SERVERS * CLICKS).map(|i| format!("第{i}批投资超过{}个以上。\n", i + 10)).collect();
    folder.write("稿.txt", &text);
    // In half of the rounds no list exists yet.
    let comment = "# 科里的说明，不要删\n";
    let kept = random.below(2) == 0;
    if kept {
        folder.write(".zhibi/ignore.toml", comment);
    }
    let uri = folder.uri("稿.txt");
    let mut clients: Vec<Client> = (0..SERVERS).map(|_| Client::start()).collect();
    for client in &mut clients {
        let root = folder.uri("");
        client.initialize_with(json!({"processId": null, "rootUri": root, "capabilities": {}}));
        client.open(&uri, &text);
        client.diagnostics(&uri, 1);
    }
    let (uri, threads) = (&uri, clients.iter_mut().enumerate());
    let answers: Vec<(usize, Value, std::time::Duration)> = std::thread::scope(|scope| {
        let handles: Vec<_> = threads.map(|(server, client)| scope.spawn(move || click(server, client, uri))).collect();
        handles.into_iter().flat_map(|handle| handle.join().expect("clicked")).collect()
    });
    let list = fs::read_to_string(folder.path.join(".zhibi/ignore.toml")).unwrap_or_default();
    if zhibi_core::config::ignores::parse(&list).is_none() {
        seen.fault(format!("the list cannot be read any more: {list}"));
    }
    for (line, answer, time) in answers {
        seen.took("an ignore", time);
        if answer.get("error").is_some() {
            seen.fault(format!("an ignore was refused: {answer}"));
        } else if !list.contains(&format!("第{line}批投资")) {
            seen.fault(format!("the ignore of line {line} was acknowledged and is not stored"));
        }
    }
    if kept && !list.contains(comment) {
        seen.fault("a comment in the list is lost".to_owned());
    }
    clients.iter_mut().for_each(Client::finish);
    let left = fs::read_dir(folder.path.join(".zhibi")).map_or(0, Iterator::count);
    if left > 2 {
        seen.fault(format!("{left} files are left beside the list"));
    }
}

/// Ignores the findings of every line that is this server's, several at a time.
fn click(server: usize, client: &mut Client, uri: &str) -> Vec<(usize, Value, std::time::Duration)> {
    let lines: Vec<usize> = (0..CLICKS).map(|i| i * SERVERS + server).collect();
    let mut answers = Vec::new();
    for pair in lines.chunks(3) {
        let asked: Vec<_> = pair
            .iter()
            .map(|line| (*line, Instant::now(), client.ask("workspace/executeCommand", ignore(uri, *line))))
            .collect();
        for (line, since, id) in asked {
            answers.push((line, client.answer(&id), since.elapsed()));
        }
    }
    answers
}

fn ignore(uri: &str, line: usize) -> Value {
    let byte = format!("第{line}批投资").len();
    let finding = json!({"uri": uri, "code": "comparator-redundant", "line": line, "byte": byte});
    json!({"command": "zhibi.ignore", "arguments": [finding]})
}
