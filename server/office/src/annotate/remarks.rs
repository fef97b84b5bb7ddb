//! Findings as remarks.

use zhibi_core::finding::{Safety, Severity};
use zhibi_core::fixes::line_starts;
use zhibi_core::rules::RULES;
use zhibi_core::text::LineRange;
use zhibi_core::{Language, Snapshot};

use super::Remark;

/// What is said of a draft, each finding at its place in `text`, the text that was analysed.
#[must_use]
pub fn remarks(snapshot: &Snapshot, text: &str, language: Language) -> Vec<Remark> {
    let starts = line_starts(text);
    let offset = |line: u32, byte: u32| starts.get(line as usize).map_or(text.len(), |start| start + byte as usize);
    let remark = |diagnostic: &zhibi_core::Diagnostic| {
        let finding = &diagnostic.finding;
        let LineRange { start, end } = snapshot.line_range(finding.loc);
        let mut lines = vec![finding.message.get(language).to_owned()];
        let fixes = finding.fixes.iter().filter(|fix| fix.safety != Safety::DisplayOnly);
        lines.extend(fixes.map(|fix| {
            let title = fix.title.get(language);
            if language == Language::Zh { format!("改法：{title}") } else { format!("Fix: {title}") }
        }));
        // By its title: whoever gets the document knows no codes.
        let rule = RULES.iter().find(|rule| rule.code == finding.code);
        let title = rule.map_or(finding.code, |rule| rule.title.get(language));
        let severity = severity(finding.severity, language);
        lines.push(if language == Language::Zh {
            format!("检查项：{title}（{severity}）")
        } else {
            format!("Rule: {title} ({severity})")
        });
        Remark { range: offset(start.line, start.byte)..offset(end.line, end.byte), text: lines.join("\n") }
    };
    snapshot.diagnostics().iter().map(remark).collect()
}

const fn severity(severity: Severity, language: Language) -> &'static str {
    let (zh, en) = match severity {
        Severity::Error => ("错误", "error"),
        Severity::Warning => ("警告", "warning"),
        Severity::Information => ("说明", "information"),
        Severity::Hint => ("提示", "hint"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
