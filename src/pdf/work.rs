//! Writes the work folder.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::PdfError;
use crate::report::BundleFile;

/// Writes `files` below `folder`, which is made when it is not there.
///
/// # Errors
/// [`PdfError::Io`] with the file that could not be written.
pub fn write_files(folder: &Path, files: &[BundleFile]) -> Result<(), PdfError> {
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(PdfError::io("map maken mislukt", parent))?;
        fs::write(&path, &file.bytes).map_err(PdfError::io("schrijven mislukt", &path))?;
    }
    Ok(())
}

/// Puts a file that is there already in the work folder too: under a second name where the disk knows
/// those, as a copy elsewhere. What stood there under that name goes.
///
/// # Errors
/// [`PdfError::Io`] when neither can be done.
pub fn put_again(from: &Path, to: &Path) -> Result<(), PdfError> {
    // Copying into what stands there could be writing into a file that has another name too.
    match fs::remove_file(to) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(PdfError::io("verwijderen mislukt", to)(error));
        }
        _ => {}
    }
    match fs::hard_link(from, to) {
        Ok(()) => Ok(()),
        Err(_) => fs::copy(from, to)
            .map(|_| ())
            .map_err(PdfError::io("kopiëren mislukt", to)),
    }
}
