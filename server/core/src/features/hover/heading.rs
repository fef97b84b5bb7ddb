//! Hover on an ordinal or a heading: where it stands, how long it is, what it holds.

use super::HoverOptions;
use super::card::Card;
use crate::analysis::Snapshot;
use crate::features::outline::name;
use crate::features::places::{Size, size};
use crate::features::series::members;
use crate::message::Language;
use crate::text::shorten;

/// Most sub-items listed by name.
const MAX_ITEMS: usize = 12;

pub(super) fn card(snapshot: &Snapshot, node: u32, options: &HoverOptions<'_>) -> Card {
    let outline = snapshot.outline();
    let this = &outline.nodes[node as usize];
    let label = |i: u32| options.escape(&shorten(&name(snapshot, &outline.nodes[i as usize]), 24));
    let mut card = Card { title: label(node), ..Card::default() };
    let path: Vec<String> = outline.path(node).into_iter().map(label).collect();
    if path.len() > 1 {
        card.row(options.say("位置", "Path"), path.join(" › "));
    }
    let siblings = members(snapshot, node);
    if let Some(at) = siblings.iter().position(|s| *s == node) {
        let (at, all) = (at + 1, siblings.len());
        let text = match options.language {
            Language::Zh => format!("同级第{at}项，共{all}项"),
            Language::En => format!("{at} of {all} at this level"),
        };
        card.row(options.say("序位", "Position"), text);
    }
    let whole = size(snapshot, this);
    card.row(options.say("篇幅", "Length"), length(whole, options.language));
    let children: Vec<u32> = outline.children(Some(node)).collect();
    let own = children.iter().fold(whole, |rest, c| rest.less(size(snapshot, &outline.nodes[*c as usize])));
    if !children.is_empty() {
        card.row(options.say("本级", "Own text"), length(own, options.language));
    }
    if !children.is_empty() {
        let named: Vec<String> = children
            .iter()
            .take(MAX_ITEMS)
            .map(|c| {
                let child = &outline.nodes[*c as usize];
                options.go(&shorten(&name(snapshot, child), 16), snapshot.line_range(child.heading))
            })
            .collect();
        let more = if children.len() > MAX_ITEMS { " …" } else { "" };
        let text = match options.language {
            Language::Zh => format!("{}项：{}{more}", children.len(), named.join("；")),
            Language::En => format!("{}: {}{more}", children.len(), named.join("; ")),
        };
        card.row(options.say("下设", "Items below"), text);
    }
    card
}

/// Both of Word's counts, and the figures.
fn length(Size { text, figures }: Size, language: Language) -> String {
    let (words, characters) = (text.words, text.characters);
    match language {
        Language::Zh => format!("字数 {words} · 字符数 {characters} · 指标 {figures}"),
        Language::En => format!("{words} words · {characters} characters · {figures} figures"),
    }
}
