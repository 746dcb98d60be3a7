//! Writes the work folder.

use std::fs;
use std::path::Path;

use super::error::PdfError;
use crate::report::BundleFile;

/// Writes `files` below `folder`, which is made when it is not there.
///
/// # Errors
/// [`PdfError::Io`] with the file that could not be written.
pub fn write_files<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = &'a BundleFile>,
) -> Result<(), PdfError> {
    for file in files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(PdfError::io("map maken mislukt", parent))?;
        fs::write(&path, &file.bytes).map_err(PdfError::io("schrijven mislukt", &path))?;
    }
    Ok(())
}
