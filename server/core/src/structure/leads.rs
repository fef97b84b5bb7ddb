//! Which paragraphs are named by their first sentence: those whose fellows in the same section are too or begin alike, or
//! whose words are set in bold.

use super::parts::opens_section;
use super::{Cue, LeadForm, LineScan, LineShape, Lines};

/// Fewest paragraphs that begin alike.
const FEWEST: usize = 3;

/// For each line whether it is a lead.
pub(super) fn leads<L: Lines + ?Sized>(lines: &L) -> Vec<bool> {
    let mut leads = vec![false; lines.count()];
    let mut regions: Vec<Vec<usize>> = vec![Vec::new()];
    for block in 0..lines.count() {
        if opens_section(lines, block) {
            regions.push(Vec::new());
        } else if may_lead(lines.scan(block))
            && lines.scan(block).lead != LeadForm::Refrain
            && let Some(region) = regions.last_mut()
        {
            region.push(block);
        }
    }
    let form = |block: &usize| lines.scan(*block).lead;
    let mut alone = Vec::new();
    for region in &regions {
        let count = |wanted: LeadForm| region.iter().filter(|b| form(b) == wanted).count();
        let bold = count(LeadForm::Bold);
        let parallel = count(LeadForm::Clause) + count(LeadForm::Clauses);
        for block in region {
            leads[*block] = match form(block) {
                LeadForm::Bold => true,
                // Where leads are set in bold, what is not is none.
                _ if bold > 1 => false,
                LeadForm::Clause => parallel > 1,
                LeadForm::Clauses => has_neighbour(lines, region, *block),
                LeadForm::Time => same_time(lines, region, *block) > 1,
                LeadForm::Colon => count(LeadForm::Colon) > 2,
                LeadForm::Gap => count(LeadForm::Gap) > 2,
                // Said by what follows one another alone.
                LeadForm::Refrain => false,
            };
            if !leads[*block] && form(block) == LeadForm::Clause && bold < 2 {
                alone.push(*block);
            }
        }
    }
    // The only lead of its section: other sections of the draft have some.
    if leads.iter().filter(|l| **l).count() > 1 {
        for block in alone {
            leads[block] = true;
        }
    }
    for block in refrains(lines) {
        leads[block] = true;
    }
    leads
}

/// The leads among paragraphs that follow one another and begin with the same two characters.
fn refrains<L: Lines + ?Sized>(lines: &L) -> Vec<usize> {
    let is_text = |block: &usize| lines.scan(*block).shape != LineShape::Blank || lines.scan(*block).starts_with_mark();
    let paragraphs: Vec<usize> = (0..lines.count()).filter(is_text).collect();
    let begins = |block: usize| {
        let scan = lines.scan(block);
        let running = matches!(scan.shape, LineShape::Lead | LineShape::Body) && !scan.starts_with_mark();
        let text = &lines.read(block)[scan.words.start as usize..];
        text.char_indices().nth(2).filter(|_| running).map(|(end, _)| &text[..end])
    };
    let leads = |run: &[usize]| -> Vec<usize> {
        let named = |b: &usize| {
            let scan = lines.scan(*b);
            may_lead(scan) && !matches!(scan.lead, LeadForm::Colon | LeadForm::Gap)
        };
        run.iter().copied().filter(named).collect()
    };
    let runs = paragraphs.chunk_by(|a, b| begins(*a).is_some() && begins(*a) == begins(*b));
    runs.map(leads).filter(|leads| leads.len() >= FEWEST).flatten().collect()
}

/// Paragraphs that speak of the whole are named by nothing but a time, a refrain or bold type.
fn may_lead(scan: &LineScan) -> bool {
    let own = scan.cue == Cue::None || matches!(scan.lead, LeadForm::Time | LeadForm::Refrain | LeadForm::Bold);
    scan.shape == LineShape::Lead && own && !matches!(scan.cue, Cue::Address | Cue::Farewell)
}

/// Whether one of the nearest paragraphs could be a lead, too: two clauses alone make a sentence as often as a title.
fn has_neighbour<L: Lines + ?Sized>(lines: &L, region: &[usize], block: usize) -> bool {
    let near = |from: usize, to: usize| {
        let text = |b: &usize| lines.scan(*b).shape != LineShape::Blank || lines.scan(*b).starts_with_mark();
        let between: Vec<usize> = (from + 1..to).filter(text).take(2).collect();
        between.len() < 2 && between.iter().all(|b| !lines.scan(*b).starts_with_mark())
    };
    let parallel = |b: &usize| matches!(lines.scan(*b).lead, LeadForm::Clause | LeadForm::Clauses);
    let at = region.partition_point(|b| *b < block);
    let before = region[..at].last().filter(|b| parallel(b)).is_some_and(|b| near(*b, block));
    before || region.get(at + 1).filter(|b| parallel(b)).is_some_and(|b| near(block, *b))
}

/// How many leads of the region start with the same time.
fn same_time<L: Lines + ?Sized>(lines: &L, region: &[usize], block: usize) -> usize {
    let time = |b: usize| lines.scan(b).words.of(lines.read(b)).split(['，', ',']).next();
    region.iter().filter(|b| lines.scan(**b).lead == LeadForm::Time && time(**b) == time(block)).count()
}
