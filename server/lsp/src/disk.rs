//! Reading the small files that people and repositories put beside drafts: configuration and lists of ignored findings;
//! putting a written one in its place. Nothing that is no regular file is ever opened, so that no pipe and no device holds
//! anybody up.

use std::{
    error, fmt,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tempfile::NamedTempFile;
use zhibi_core::Language;

/// Largest file that is read, in bytes.
pub const MOST: u64 = 1 << 20;
/// How long a file that somebody has open is waited for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why a file is not used although the system would let us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A folder, a pipe, a device.
    Irregular,
    /// Larger than [`MOST`].
    TooLarge,
    /// Outside the folder it must lie in.
    Outside,
    /// A link where there must be none.
    Link,
    /// Not what it should be, and therefore not overwritten.
    Unreadable,
}

impl Refusal {
    /// In words.
    pub const fn text(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Irregular => ("不是普通文件", "not a regular file"),
            Self::TooLarge => ("超过 1 MB", "larger than 1 MB"),
            Self::Outside => ("在工作区文件夹之外", "outside the workspace folder"),
            Self::Link => ("是链接，不写入", "a link, which is not written through"),
            Self::Unreadable => ("无法解析，未改动", "cannot be parsed and was left as it is"),
        };
        match language {
            Language::Zh => zh,
            Language::En => en,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(Language::En))
    }
}

impl error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(refusal)
    }
}

/// What went wrong, in words.
pub fn reason(error: &io::Error, language: Language) -> String {
    let refusal = error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>());
    refusal.map_or_else(|| error.to_string(), |refusal| refusal.text(language).to_owned())
}

/// The text of a small regular file.
///
/// # Errors
/// When there is none, it cannot be read, or is no UTF-8 text; a [`Refusal`] where it is larger than [`MOST`] or no
/// regular file.
pub fn read(path: &Path) -> io::Result<String> {
    check(path)?;
    let mut text = String::new();
    // What grows while it is read is cut off here.
    if File::open(path)?.take(MOST + 1).read_to_string(&mut text)? as u64 > MOST {
        return Err(Refusal::TooLarge.into());
    }
    Ok(text)
}

/// That a file is one that [`read`] would read.
///
/// # Errors
/// When there is none, or a [`Refusal`].
pub fn check(path: &Path) -> io::Result<()> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || is_of_system(&fs::canonicalize(path)?) {
        return Err(Refusal::Irregular.into());
    }
    if metadata.len() > MOST { Err(Refusal::TooLarge.into()) } else { Ok(()) }
}

/// Puts a file that was written beside `path` in its place. On Windows nothing takes the place of a file that somebody has
/// open at that moment (who reads it, looks for viruses or keeps an index), so there this tries for a while.
///
/// # Errors
/// When that fails; what stood there stays.
pub fn put(mut file: NamedTempFile, path: &Path) -> io::Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        match file.persist(path) {
            Ok(_) => return Ok(()),
            Err(failed) if cfg!(windows) && is_held(&failed.error) && Instant::now() < end => {
                file = failed.file;
                std::thread::sleep(Duration::from_millis(10));
            }
            Err(failed) => return Err(failed.error),
        }
    }
}

/// What Windows says of a file that is open: access denied, or a sharing violation.
fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error() == Some(32)
}

/// Whether a path without links leads into what the system only pretends are files.
fn is_of_system(path: &Path) -> bool {
    cfg!(unix) && ["/dev", "/proc", "/sys"].iter().any(|folder| path.starts_with(folder))
}

/// Whether a file that is there lies inside a folder, wherever links lead.
pub fn is_inside(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| -> Option<PathBuf> { fs::canonicalize(path).ok() };
    real(path).zip(real(folder)).is_some_and(|(path, folder)| path.starts_with(folder))
}
