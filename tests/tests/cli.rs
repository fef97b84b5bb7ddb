//! The command line end to end: every command and format, on the sample drafts and on everything that is no draft.

mod cli {
    pub mod across;
    pub mod display;
    pub mod facts;
    pub mod files;
    pub mod formats;
    pub mod inputs;
    pub mod settings;
    pub mod support;
    pub mod word;
}
