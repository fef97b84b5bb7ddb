//! What a file has beside its bytes: carried over to the file that takes its place.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// Gives `new` the mode, and where the system allows it the owner and the extended attributes (access control lists
/// among them), of the file at `old`.
///
/// # Errors
/// When the mode cannot be set.
pub fn carry_over(old: &Path, metadata: &Metadata, new: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Only root may give files away; a group of one's own may be set alone. Before the mode, which this changes.
        let (user, group) = (metadata.uid(), metadata.gid());
        if std::os::unix::fs::fchown(new, Some(user), Some(group)).is_err() {
            let _ = std::os::unix::fs::fchown(new, None, Some(group));
        }
    }
    new.set_permissions(metadata.permissions())?;
    attributes(old, new);
    Ok(())
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn attributes(old: &Path, new: &File) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, getxattr_query, listxattr, listxattr_query};
    let Ok(length) = listxattr_query(old) else { return };
    let mut names = vec![0; length];
    let Ok(length) = listxattr(old, &mut names[..]) else { return };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        let Ok(length) = getxattr_query(old, name) else { continue };
        let mut value = vec![0; length];
        let Ok(length) = getxattr(old, name, &mut value[..]) else { continue };
        // The system keeps some for itself.
        let _ = fsetxattr(new, name, &value[..length], XattrFlags::empty());
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn attributes(_old: &Path, _new: &File) {}
