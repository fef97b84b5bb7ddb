//! The command line: commands, options and their help in both languages.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::FAILURE;
use crate::language::{self, tr};

/// Everything that was asked for.
#[derive(Debug, Parser)]
#[command(name = "zhibi", version, disable_help_subcommand = true, about = tr("执笔：政府工作报告文稿的序号、数字与标点检查", "Zhibi: checks numbering, figures and punctuation of Chinese government work reports"))]
pub struct Cli {
    #[arg(long, global = true, value_name = "zh|en", help = tr("界面语言（默认按 LC_ALL、LANG，否则中文）", "Language of the output (default: LC_ALL, LANG, else Chinese)"))]
    lang: Option<String>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(about = tr("语言服务器（标准输入输出）", "Language server on standard input and output"))]
    Lsp {
        #[arg(long, hide = true)]
        stdio: bool,
    },
    #[command(about = tr("检查文稿", "Check drafts"))]
    Check(CheckArgs),
    #[command(about = tr("按序号列出结构", "Show the tree of numbered sections"))]
    Outline(OutlineArgs),
    #[command(about = tr("列出全部数字（指标台账）", "List every figure"))]
    Figures(FiguresArgs),
}

/// Which drafts to read.
#[derive(Debug, Args)]
pub struct InputArgs {
    #[arg(value_name = "PATH", help = tr("文件或文件夹；- 为标准输入（默认：当前文件夹）", "Files or folders; - is standard input (default: the current folder)"))]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", help = tr("标准输入的文件名", "Name of what is read from standard input"))]
    pub stdin_filename: Option<PathBuf>,
    #[arg(long, value_name = "GLOB", help = tr("文件夹中读取哪些文件（可重复）", "Which files of a folder to read (repeatable)"))]
    pub glob: Vec<String>,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_enum, default_value_t, help = tr("输出格式", "Output format"))]
    pub format: CheckFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct OutlineArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_enum, default_value_t, help = tr("输出格式", "Output format"))]
    pub format: OutlineFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum OutlineFormat {
    #[default]
    #[value(alias = "tree")]
    Text,
    Json,
}

#[derive(Debug, Args)]
pub struct FiguresArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[arg(long, value_enum, default_value_t, help = tr("输出格式", "Output format"))]
    pub format: FiguresFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FiguresFormat {
    #[default]
    #[value(alias = "text")]
    Table,
    Json,
}

/// Parses the arguments; their help is built in the language they ask for.
///
/// # Errors
/// What is wrong with them, or the help or version text that was asked for.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    language::choose(&args);
    Cli::try_parse_from(args)
}

/// Prints what the parser had to say and gives the exit code: help and version are no failure.
pub fn refuse(error: &clap::Error) -> ExitCode {
    // Nothing can be done when the terminal is gone.
    let _ = error.print();
    if error.use_stderr() { ExitCode::from(FAILURE) } else { ExitCode::SUCCESS }
}
