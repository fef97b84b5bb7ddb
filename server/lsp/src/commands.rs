//! The commands of `workspace/executeCommand`.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;
use tower_lsp::{
    jsonrpc::{Error, Result},
    lsp_types::{ExecuteCommandParams, Position, Range, ShowDocumentParams, Url},
};

use zhibi_core::{
    LineCol, Message,
    config::{FILE_NAMES, ignores::Entry},
    rules,
};

use crate::{
    companions,
    convert::to_client::rule_uri,
    disk, ignore_list,
    requests::{
        across::{self, AcrossParams},
        code_action,
        document_content::{self, Content, FIGURES_SCHEME, OUTLINE_SCHEME, Wanted},
        execute_command::{self, Command, Draft, Ignore, IgnoredRow, Lines, Place, ShowPlace, Unignore},
        explain, figures, join_lines, terms,
        word::{self, ConvertParams, ToWord},
    },
    server::Server,
    uri::{self, DocumentKey},
};

impl Server {
    /// Does what a command says.
    pub(crate) async fn run_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let token = params.work_done_progress_params.work_done_token.clone();
        match execute_command::read(params)? {
            Command::ExportFigures(wanted) => {
                let (host, uri) = (self.host, wanted.uri.clone());
                let exported = self.read(&uri, move |open| figures::export(open, wanted, host)).await?;
                json(exported.ok_or_else(not_open)??)
            }
            Command::Convert(ConvertParams::Word(from)) => {
                let language = self.session().lock().client.language;
                json(self.work(move || word::draft(&from, language)).await??)
            }
            Command::Convert(ConvertParams::Draft(ToWord { uri, layout })) => {
                let made = self.read(&uri, move |open| word::typeset(open, layout.as_deref())).await?;
                json(made.ok_or_else(not_open)??)
            }
            Command::Annotate(params) => {
                let uri = params.uri.clone();
                let done = self.read(&uri, move |open| word::annotate(open, &params)).await?;
                json(done.ok_or_else(not_open)??)
            }
            Command::Renumber(place) => self.renumber(place).await,
            Command::OpenRule(code) => self.open_rule(&code).await,
            Command::Ignore(ignore) => self.ignore(ignore).await,
            Command::Ignored(Draft { uri }) => self.ignored(uri).await,
            Command::Unignore(entry) => self.unignore(entry).await,
            Command::ShowPlace(place) => self.show_place(place).await,
            Command::ShowFigures(Draft { uri }) => self.show_text(FIGURES_SCHEME, uri).await,
            Command::ShowOutline(Draft { uri }) => self.show_text(OUTLINE_SCHEME, uri).await,
            Command::Across(AcrossParams { uri, other, revision }) => {
                let other = match revision {
                    Some(revision) => Some(self.at_revision(revision, &uri).await?),
                    None => other.as_ref().and_then(uri::file_path),
                };
                let told = self.read(&uri, move |open| across::handle(open, other)).await?;
                json(told.ok_or_else(not_open)?)
            }
            Command::Companion(params) => {
                let root = self.root_of(&params.uri);
                json(self.work(move || across::companion(&params, root.as_deref())).await??)
            }
            Command::Setting(params) => {
                let root = self.root_of(&params.uri);
                json(self.work(move || across::setting(&params, root.as_deref())).await??)
            }
            Command::Report(Draft { uri }) => {
                let host = self.host;
                let page = self.read(&uri, move |open| figures::report(open, host)).await?;
                json(page.ok_or_else(not_open)?)
            }
            Command::FindFigures(params) => json(self.find_figures(params, token).await?),
            Command::Terms(Draft { uri }) => {
                let told = self.read(&uri, terms::handle).await?;
                json(told.ok_or_else(not_open)?)
            }
            Command::JoinLines(Lines { uri, from, to }) => {
                let edits = self.read(&uri, move |open| join_lines::handle(open, from..to)).await?;
                json(edits.ok_or_else(not_open)?)
            }
            Command::CheckFolders => json(self.check_folders(token).await?),
            Command::Restart => {
                self.restart();
                Ok(None)
            }
        }
    }

    /// The client's folder that a draft lies in.
    fn root_of(&self, draft: &Url) -> Option<PathBuf> {
        let state = self.session().lock();
        state.folder_of(&DocumentKey::new(draft)).and_then(|folder| uri::file_path(&folder.url))
    }

    /// A text that the server writes.
    pub(crate) async fn content(&self, uri: &Url) -> Result<Content> {
        let host = self.host;
        let (draft, content) = match document_content::read(uri)? {
            Wanted::Rule(code) => {
                let page = explain::handle(&code, self.session().lock().client.language);
                let page = page.ok_or_else(|| Error::invalid_params("no rule has such a code"))?;
                return Ok(Content { text: page.markdown });
            }
            Wanted::Figures(draft) => {
                let read = self.read(&draft, document_content::figures).await?;
                (draft, read.map(Ok))
            }
            Wanted::Outline(draft) => {
                let read = self.read(&draft, move |open| document_content::outline(open, host)).await?;
                (draft, read)
            }
        };
        self.session().lock().note_shown(&draft, uri);
        content.ok_or_else(not_open)?
    }

    /// Has the client show a text about a draft; one that cannot is given the text.
    async fn show_text(&self, scheme: &str, draft: Url) -> Result<Option<Value>> {
        let uri = document_content::address(scheme, &draft).ok_or_else(not_open)?;
        let shows = {
            let state = self.session().lock();
            state.client.show_document && state.client.text_document_content
        };
        if !shows {
            return json(self.content(&uri).await?);
        }
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        self.context.client.show_document(params).await.map(|shown| Some(shown.into()))
    }

    /// Has the client go to a place.
    async fn show_place(&self, ShowPlace { uri, at }: ShowPlace) -> Result<Option<Value>> {
        let place = LineCol { line: at.line, byte: at.byte };
        let found = self.read(&uri, move |open| open.snapshot.client_position(open.client.encoding, place)).await?;
        let (line, character) = found.ok_or_else(not_open)?;
        let start = Position { line, character };
        let selection = Some(Range { start, end: start });
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection };
        self.context.client.show_document(params).await.map(|shown| Some(shown.into()))
    }

    /// Has the client apply the renumbering of the series at a place.
    async fn renumber(&self, place: Place) -> Result<Option<Value>> {
        let at = place.position;
        let edit = self.read(&place.uri, move |open| code_action::renumber(open, at)).await?.flatten();
        let Some(edit) = edit else { return Ok(None) };
        if !self.session().lock().client.apply_edit {
            return json(edit);
        }
        self.context.client.apply_edit(edit).await.map(|answer| Some(answer.applied.into()))
    }

    /// A draft as a revision of its git repository has it, for [`across`].
    async fn at_revision(&self, revision: String, url: &Url) -> Result<PathBuf> {
        let (language, trusted) = {
            let session = self.session().lock();
            (session.client.language, session.sources.trusted())
        };
        if !trusted {
            let why = Message::new(
                "工作区未受信任，不读 git 仓库",
                "the workspace is not trusted: no git repository is read",
            );
            return Err(refused(why.get(language).to_owned()));
        }
        let draft = path_of(url)?;
        let (host, path) = (self.host, companions::at_revision(&revision, &draft));
        self.work(move || (host.revision_id)(&revision, &draft)).await?.map_err(refused)?;
        Ok(path)
    }

    /// Notes beside the draft that a finding is to be ignored.
    async fn ignore(&self, ignore: Ignore) -> Result<Option<Value>> {
        let url = ignore.uri.clone();
        let entry = self.read(&url, move |open| code_action::ignored(open, &ignore)).await?.flatten();
        let Some((path, entry)) = entry else { return Err(Error::content_modified()) };
        let root = self.root_of(&url);
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let written = self.work(move || ignore_list::add(&folder, root.as_deref(), &entry)).await?;
        written.map_err(|error| self.list_refused(&error))?;
        self.context.files_changed();
        Ok(None)
    }

    /// What the list beside a draft has of it, and the rules that its folder turns off.
    async fn ignored(&self, url: Url) -> Result<Option<Value>> {
        let (path, root) = (path_of(&url)?, self.root_of(&url));
        let read = move || (ignore_list::of_draft(&path), across::rules_off(&path, root.as_deref()));
        let (entries, off) = self.work(read).await?;
        let entries = entries.map_err(|error| self.list_refused(&error))?;
        let language = self.session().lock().client.language;
        let title = |code: &str| rules::rule(code).map_or("", |rule| rule.title.get(language));
        let row = |Entry { rule, hash, text, .. }: Entry| IgnoredRow { title: title(&rule), rule, hash, text };
        let folder = FILE_NAMES[0].to_owned();
        let of_folder =
            |rule: String| IgnoredRow { title: title(&rule), rule, hash: folder.clone(), text: String::new() };
        json(entries.into_iter().map(row).chain(off.into_iter().map(of_folder)).collect::<Vec<_>>())
    }

    /// Tells again of what an entry hid.
    async fn unignore(&self, entry: Unignore) -> Result<Option<Value>> {
        let path = path_of(&entry.uri)?;
        let written = self.work(move || ignore_list::remove(&path, &entry.rule, &entry.hash)).await?;
        written.map_err(|error| self.list_refused(&error))?;
        self.context.files_changed();
        Ok(None)
    }

    /// Why the list of what is ignored was not written or read.
    fn list_refused(&self, error: &std::io::Error) -> Error {
        let language = self.session().lock().client.language;
        refused(format!(".zhibi/ignore.toml: {}", disk::reason(error, language)))
    }

    /// Has the client show the page of a rule.
    async fn open_rule(&self, code: &str) -> Result<Option<Value>> {
        let uri = Url::parse(&rule_uri(code)).map_err(|_| Error::invalid_params("no rule has such a code"))?;
        if !self.session().lock().client.show_document {
            return Ok(None);
        }
        let params = ShowDocumentParams { uri, external: None, take_focus: Some(true), selection: None };
        self.context.client.show_document(params).await.map(|shown| Some(shown.into()))
    }

    /// Forgets all that was read or worked out, and asks, reads and checks everything anew. The process goes on: only the
    /// client can start another.
    fn restart(&self) {
        self.drafts.forget();
        let mut state = self.session().lock();
        state.analyse_anew();
        drop(state);
        self.context.files_changed();
        self.context.check_all();
        self.context.pull();
    }
}

/// Where a draft lies.
fn path_of(url: &Url) -> Result<PathBuf> {
    uri::file_path(url).ok_or_else(|| Error::invalid_params("the draft is no file"))
}

/// A command that was understood and cannot be done.
fn refused(why: String) -> Error {
    Error { message: why.into(), ..Error::internal_error() }
}

fn not_open() -> Error {
    Error::invalid_params("the draft is not open")
}

fn json(value: impl Serialize) -> Result<Option<Value>> {
    serde_json::to_value(value).map(Some).map_err(|_| Error::internal_error())
}
