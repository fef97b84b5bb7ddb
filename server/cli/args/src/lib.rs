//! The command line: commands, options and their help in both languages; the language that is in use; the version.
//!
//! It knows nothing of what the commands do, so that the reference can be written without building them.
#![allow(missing_docs, reason = "the help of a command or option says what it is")]

pub mod language;
pub mod version;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use zhibi_core::Language;
use zhibi_core::config::Profile;
use zhibi_core::finding::Severity;

use crate::language::tr;

/// Everything that was asked for.
#[derive(Debug, Parser)]
#[command(
    name = "zhibi",
    bin_name = "zhibi",
    version = version::SHORT,
    long_version = version::LONG,
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    about = tr("执笔：检查政府工作报告文稿的序号、数字、标点", "Zhibi: checks numbering, figures and punctuation of Chinese government work reports"),
    after_help = tr("退出码：1 有问题（check 从 --fail-on 起，默认 warning），2 用法、配置或读写出错，其余为 0。", "Exit codes: 1 findings (of check: from --fail-on up, default warning), 2 usage, configuration or input/output error, else 0."),
    subcommand_help_heading = tr("命令", "Commands"),
    subcommand_value_name = tr("命令", "COMMAND"),
)]
pub struct Cli {
    #[arg(long, global = true, value_name = "zh|en", help_heading = tr("通用", "General"), help = tr("界面语言；默认取自 LC_ALL、LANG，否则中文", "Language of the output; default from LC_ALL or LANG, else Chinese"))]
    lang: Option<String>,
    #[arg(long, global = true, value_enum, default_value_t, hide_default_value = true, help_heading = tr("通用", "General"), help = tr("是否着色", "When to use colours"))]
    pub color: Color,
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = tr("通用", "General"), help = tr("显示帮助", "Show this help"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = tr("通用", "General"), help = tr("显示版本", "Show the version"))]
    version: Option<bool>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(about = tr("检查文稿", "Check drafts"))]
    Check(CheckArgs),
    #[command(about = tr("改正有把握的问题，写回文件", "Apply the safe fixes and write the files back"))]
    Fix(FixArgs),
    #[command(about = tr("按序号列出文稿结构", "Show the tree of numbered sections"))]
    Outline(OutlineArgs),
    #[command(about = tr("指标台账：列出稿中数字，供各部门核对", "List the figures (the sheet that departments confirm)"))]
    Figures(FiguresArgs),
    #[command(about = tr("比较两稿：标题、数字、所列项数、篇幅的改动", "Compare two drafts: headings, figures, declared counts, lengths"))]
    Compare(CompareArgs),
    #[command(about = tr("对账：去年目标与今年表述逐项对应", "Hold last year's targets against this year's report"))]
    Reconcile(ReconcileArgs),
    #[command(about = tr("Word 与文稿互转；文稿排成公文版式", "Word documents to drafts, drafts to laid-out Word documents"))]
    Convert(ConvertArgs),
    #[command(about = tr("任务分解表：今年工作安排逐项列出，指标、目标、时限、责任单位", "The plan as a table of tasks: metric, target, deadline, units"))]
    Tasks(TasksArgs),
    #[command(about = tr("名词清单：带数字的引号提法，首次出现、次数，与名词解释核对", "Coined terms: first place, count, and whether the list of terms explains them"))]
    Terms(TermsArgs),
    #[command(about = tr("解释一条规则", "Explain a rule"))]
    Explain(ExplainArgs),
    #[command(about = tr("列出全部规则", "List all rules"))]
    Rules(RulesArgs),
    #[command(about = tr("输出配置文件的 JSON Schema", "Print the JSON schema of the configuration file"))]
    Schema,
    #[command(about = tr("显示某个文件适用的配置", "Show the settings that hold for a file"))]
    Config(ConfigArgs),
    #[command(about = tr("管理“在此忽略”的条目", "Manage findings that were ignored in place"), subcommand_value_name = tr("命令", "COMMAND"), subcommand_help_heading = tr("命令", "Commands"))]
    Ignores {
        #[command(subcommand)]
        action: IgnoresAction,
    },
    #[command(about = tr("词包：本单位自己的专名、指标名、单位和用语", "Packs of words: an office's own names, metrics, units and wordings"), subcommand_value_name = tr("命令", "COMMAND"), subcommand_help_heading = tr("命令", "Commands"))]
    Words {
        #[command(subcommand)]
        action: WordsAction,
    },
    #[command(about = tr("语言服务器，经标准输入输出", "Language server on standard input and output"))]
    Lsp {
        #[arg(long, hide = true)]
        stdio: bool,
        // VS Code's client adds it so that the server ends with it; `initialize` says the same.
        #[arg(long = "clientProcessId", hide = true)]
        client_process_id: Option<u32>,
    },
    #[command(about = tr("输出命令行补全脚本", "Print a completion script for a shell"))]
    Completions {
        #[arg(value_enum, value_name = "SHELL", help = tr("哪种终端外壳", "Which shell"))]
        shell: Shell,
    },
    #[command(about = tr("输出手册页（roff）", "Print the manual page (roff)"))]
    Man,
}

/// Which drafts to read.
#[derive(Debug, Args)]
pub struct InputArgs {
    #[arg(value_name = "PATH", help = tr("文件或文件夹；- 为标准输入；默认为当前文件夹", "Files or folders; - is standard input; default: the current folder"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", help = tr("标准输入按此文件名处理", "Name to treat standard input as"))]
    pub stdin_filename: Option<PathBuf>,
    #[arg(long, value_name = "GLOB", help = tr("文件夹中读取哪些文件，可重复；默认 *.txt *.md *.markdown *.gwr *.公文 *.报告 *.docx", "Which files of a folder to read, repeatable; default: *.txt *.md *.markdown *.gwr *.公文 *.报告 *.docx"))]
    pub glob: Vec<String>,
}

/// Which settings hold.
#[derive(Clone, Debug, Default, Args)]
pub struct SettingsArgs {
    #[arg(long, value_name = "FILE", help = tr("配置文件；默认从文稿所在文件夹向上查找 zhibi.toml、.zhibi.toml", "Configuration file; default: the nearest zhibi.toml or .zhibi.toml upwards from the draft"))]
    pub config: Option<PathBuf>,
    #[arg(long, value_name = "CODE", help = tr("只用这些规则，可重复", "Only these rules, repeatable"))]
    pub rule: Vec<String>,
    #[arg(long, value_name = "CODE", help = tr("不用这些规则，可重复", "Not these rules, repeatable"))]
    pub no_rule: Vec<String>,
    #[arg(long, value_enum, value_name = "PROFILE", help = tr("规范：inferred 随文稿习惯，gb 国家标准，lenient 只报确定的错误", "Norms: inferred from the draft, gb national standards, lenient only what is certain"))]
    pub profile: Option<ProfileArg>,
    #[arg(long, value_name = "YEAR", value_parser = year, help = tr("报告年度", "Year of the report"))]
    pub report_year: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ProfileArg {
    Inferred,
    Gb,
    Lenient,
}

impl From<ProfileArg> for Profile {
    fn from(arg: ProfileArg) -> Self {
        match arg {
            ProfileArg::Inferred => Self::Inferred,
            ProfileArg::Gb => Self::Gb,
            ProfileArg::Lenient => Self::Lenient,
        }
    }
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 text", "Output format, default text"))]
    pub format: CheckFormat,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "LEVEL", help = tr("达到此级别即以 1 退出，默认 warning", "Exit with 1 from this severity on, default warning"))]
    pub fail_on: FailOn,
    #[arg(long, value_name = "SHEET", help = tr("核定表（xlsx、xls、ods、csv），可重复：数字与之不符的报 fact-mismatch", "Confirmed sheet (xlsx, xls, ods, csv), repeatable: figures that differ are fact-mismatch"))]
    pub facts: Vec<PathBuf>,
    #[arg(long, value_name = "N", value_parser = count, help = tr("最多输出 N 条", "Print at most N findings"))]
    pub max_problems: Option<usize>,
    #[arg(long, value_name = "FILE.docx", help = tr("Word 文稿的副本写到此处，问题作为批注，原文件不动", "Write a copy of the Word document here, with the findings as comments; the document itself stays"))]
    pub annotate: Option<PathBuf>,
    #[arg(long, requires = "annotate", help = tr("批注之外，有把握的改正写成修订", "Beside the comments, safe fixes as tracked changes"))]
    pub track: bool,
    #[arg(long, value_name = "FILE", requires = "annotate", conflicts_with = "track", help = tr("由这份 Word 文稿转出、后来改过的文稿；所改写成修订", "A draft that was made of the Word document and edited since; what was edited becomes tracked changes"))]
    pub draft: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    #[default]
    Text,
    Json,
    Sarif,
    Github,
    Junit,
    /// One page to be printed.
    Html,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    #[default]
    Warning,
    Information,
    Hint,
    Never,
}

impl FailOn {
    /// Whether a finding of this severity counts.
    pub fn counts(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity <= Severity::Error,
            Self::Warning => severity <= Severity::Warning,
            Self::Information => severity <= Severity::Information,
            Self::Hint => true,
            Self::Never => false,
        }
    }
}

#[derive(Debug, Args)]
pub struct FixArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[arg(long, help = tr("只显示改动，不写文件；有改动时以 1 退出", "Show the changes, write nothing; exit with 1 when there are any"))]
    pub diff: bool,
    #[arg(long = "unsafe", help = tr("也应用需要人工判断的修改", "Apply fixes that need judgement too"))]
    pub unsafe_: bool,
}

#[derive(Debug, Args)]
pub struct OutlineArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_name = "FILE", help = tr("配置文件；默认从文稿所在文件夹向上查找 zhibi.toml、.zhibi.toml", "Configuration file; default: the nearest zhibi.toml or .zhibi.toml upwards from the draft"))]
    pub config: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 text", "Output format, default text"))]
    pub format: OutlineFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutlineFormat {
    #[default]
    #[value(alias = "tree")]
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub struct FiguresArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 table", "Output format, default table"))]
    pub format: FiguresFormat,
    #[arg(long, help = tr("连同日期、名次、届次、名称、分档界限和所列项数（json 总是全部）", "Dates, ranks, sessions, names, bounds and counts of lists too (json always has all)"))]
    pub all: bool,
    #[arg(long, value_name = "WORDS", default_value_t, hide_default_value = true, help = tr("只要指标、章节、时期、单位或角色含有这些词的（json 除外）", "Only those whose metric, section, period, unit or role holds these words (not json)"))]
    pub filter: String,
    #[arg(short, long, value_name = "FILE", help = tr("写入文件而不是标准输出（xlsx 必需）", "Write to a file instead of standard output (needed for xlsx on a terminal)"))]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    #[default]
    #[value(alias = "text")]
    Table,
    Csv,
    Json,
    Markdown,
    Xlsx,
}

/// What the commands that read two drafts share.
#[derive(Debug, Args)]
pub struct TwoDraftsArgs {
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 text", "Output format, default text"))]
    pub format: TwoDraftsFormat,
    #[arg(short, long, value_name = "FILE", help = tr("写入文件而不是标准输出", "Write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum TwoDraftsFormat {
    #[default]
    Text,
    Json,
    Markdown,
    Html,
    Xlsx,
}

#[derive(Debug, Args)]
pub struct TasksArgs {
    #[arg(value_name = "DRAFT", help = tr("今年的报告", "This year's report"))]
    pub path: PathBuf,
    #[command(flatten)]
    pub list: ListArgs,
}

#[derive(Debug, Args)]
pub struct TermsArgs {
    #[arg(value_name = "DRAFT", help = tr("报告", "The report"))]
    pub path: PathBuf,
    #[command(flatten)]
    pub list: ListArgs,
}

/// How a list is taken out of one draft.
#[derive(Debug, Args)]
pub struct ListArgs {
    #[command(flatten)]
    pub settings: SettingsArgs,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 text", "Output format, default text"))]
    pub format: ListFormat,
    #[arg(short, long, value_name = "FILE", help = tr("写入文件而不是标准输出", "Write to a file instead of standard output"))]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Text,
    Json,
    Csv,
    Markdown,
    Xlsx,
    Docx,
}

impl ListFormat {
    /// Whether it is no text.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Docx)
    }
}

#[derive(Debug, Args)]
pub struct ReconcileArgs {
    #[arg(value_name = "LAST", help = tr("去年的报告", "Last year's report"))]
    pub last: PathBuf,
    #[arg(value_name = "THIS", help = tr("今年的报告", "This year's report"))]
    pub this: PathBuf,
    #[command(flatten)]
    pub both: TwoDraftsArgs,
}

#[derive(Debug, Args)]
pub struct CompareArgs {
    #[arg(value_name = "OLD", help = tr("原稿；用 --git 时就是现稿", "The draft before; with --git the draft itself"))]
    pub old: PathBuf,
    #[arg(value_name = "NEW", required_unless_present = "git", help = tr("现稿", "The draft after"))]
    pub new: Option<PathBuf>,
    #[arg(long, value_name = "REV", conflicts_with = "new", help = tr("与 git 仓库里的这一版比较：HEAD、HEAD~2、分支、标签、提交号", "Compare with this revision of the git repository: HEAD, HEAD~2, a branch, a tag, an id"))]
    pub git: Option<String>,
    #[command(flatten)]
    pub both: TwoDraftsArgs,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "WHAT", help = tr("有此类改动即以 1 退出，默认 never", "Exit with 1 when there are such changes, default never"))]
    pub fail_on: CompareFailOn,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CompareFailOn {
    Figures,
    Headings,
    Any,
    #[default]
    Never,
}

#[derive(Debug, Args)]
pub struct ConvertArgs {
    #[arg(value_name = "PATH", help = tr("要转换的文稿", "The draft to convert"))]
    pub input: PathBuf,
    #[arg(short, long, value_name = "FILE", help = tr("写到哪个文件；扩展名定格式：.gwr .txt .md，或 .docx", "The file to write; its name tells the format: .gwr .txt .md, or .docx"))]
    pub output: PathBuf,
    #[arg(long, default_value = "gb9704", hide_default_value = true, value_name = "LAYOUT", help = tr("写 .docx 用的版式：gb9704 公文（默认）、reading 讲稿、deputies 代表文本，或版式文件 .toml", "Layout of a .docx: gb9704 official document (default), reading for the speaker, deputies with a table of contents, or a file .toml"))]
    pub layout: String,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "WHICH", help = tr("Word 修订按接受后（accepted，默认）还是修订前（original）", "Tracked changes of Word as accepted (default) or as before them (original)"))]
    pub revisions: RevisionsArg,
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "WHAT", help = tr("Word 批注略去（drop，默认）还是列在文末（list）", "Comments of Word left out (drop, default) or listed at the end (list)"))]
    pub comments: CommentsArg,
    #[arg(long, value_name = "FILE", help = tr("配置文件；默认从文稿所在文件夹向上查找 zhibi.toml、.zhibi.toml", "Configuration file; default: the nearest zhibi.toml or .zhibi.toml upwards from the draft"))]
    pub config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RevisionsArg {
    #[default]
    Accepted,
    Original,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CommentsArg {
    #[default]
    Drop,
    List,
}

#[derive(Debug, Args)]
pub struct ExplainArgs {
    #[arg(value_name = "CODE", help = tr("规则代码，如 ordinal-gap", "Code of a rule, such as ordinal-gap"))]
    pub code: String,
}

#[derive(Debug, Args)]
pub struct RulesArgs {
    #[arg(long, value_enum, default_value_t, hide_default_value = true, value_name = "FORMAT", help = tr("输出格式，默认 text", "Output format, default text"))]
    pub format: RulesFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    #[default]
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[arg(value_name = "PATH", help = tr("文稿；默认当前文件夹", "A draft; default: the current folder"))]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub settings: SettingsArgs,
}

#[derive(Debug, Subcommand)]
pub enum IgnoresAction {
    #[command(about = tr("列出忽略条目及其是否仍有效", "List the entries and whether they still hold"))]
    List {
        #[arg(value_name = "PATH", help = tr("文件夹，默认当前文件夹", "Folders; default: the current folder"))]
        paths: Vec<PathBuf>,
    },
    #[command(about = tr("删除已失效的条目", "Remove entries that no longer hold"))]
    Prune {
        #[arg(value_name = "PATH", help = tr("文件夹，默认当前文件夹", "Folders; default: the current folder"))]
        paths: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum WordsAction {
    #[command(about = tr("核对词包，逐条验证其中的例句", "Check packs of words and try their examples"))]
    Check {
        #[arg(value_name = "PACK", required = true, help = tr("词包（.tsv）", "Packs of words (.tsv)"))]
        packs: Vec<PathBuf>,
    },
}

/// A report year.
fn year(text: &str) -> Result<i32, &'static str> {
    let year = text.parse().ok().filter(|year| (1949..=2199).contains(year));
    year.ok_or_else(|| tr("应为 1949—2199 的整数", "not a year from 1949 to 2199"))
}

/// How many, from 0.
fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| tr("应为非负整数", "not a whole number from 0"))
}

/// The whole command, its help in the language in use.
pub fn command() -> clap::Command {
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{}{{usage}}\n\n{{all-args}}{{after-help}}",
        tr("用法：", "Usage: ")
    );
    localise(Cli::command(), &template)
}

fn localise(command: clap::Command, template: &str) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let ids: Vec<(clap::Id, bool)> = command.get_arguments().map(|a| (a.get_id().clone(), a.is_positional())).collect();
    let mut command = command.help_template(template.to_owned());
    for (id, positional) in ids {
        let heading = if positional { tr("参数", "Arguments") } else { tr("选项", "Options") };
        command = command.mut_arg(id, |arg| {
            let arg = if arg.get_help_heading().is_some() { arg } else { arg.help_heading(heading) };
            with_values(arg)
        });
    }
    for name in names {
        command = command.mut_subcommand(name, |sub| localise(sub, template));
    }
    command
}

/// What stands between the help of an option and its possible values in Chinese.
pub const VALUES: &str = " [可用：";

/// clap lists the possible values behind the help of an option, in English; for Chinese they become part of the help.
fn with_values(arg: clap::Arg) -> clap::Arg {
    let values = arg.get_possible_values();
    let takes = arg.get_action().takes_values();
    if language::current() == Language::En || !takes || values.is_empty() || arg.is_hide_possible_values_set() {
        return arg;
    }
    let names: Vec<&str> =
        values.iter().filter(|v| !v.is_hide_set()).map(clap::builder::PossibleValue::get_name).collect();
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    arg.help(format!("{help}{VALUES}{}]", names.join(" "))).hide_possible_values(true)
}

/// Parses the arguments; their help is built in the language they ask for.
///
/// # Errors
/// What is wrong with them, or the help or version text that was asked for.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    language::choose(&args);
    let mut command = command();
    let matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|e| e.format(&mut command))
}
