//! What can go wrong with the store.

use std::path::PathBuf;

/// Why the store could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk refuses: rights, space, hardware.
    #[error("{} kan niet worden gelezen of geschreven", pad.display())]
    Io {
        /// File or folder.
        pad: PathBuf,
        /// What the system says.
        #[source]
        oorzaak: std::io::Error,
    },
    /// The folder is absent or holds something else.
    #[error("{} is geen opslag van regiobeeld", pad.display())]
    NotAStore {
        /// The folder.
        pad: PathBuf,
    },
    /// The store was made by another version of the program.
    #[error("de opslag {} heeft indeling {versie}, die dit programma niet kent", pad.display())]
    OtherVersion {
        /// The folder.
        pad: PathBuf,
        /// Version of its layout.
        versie: u32,
    },
    /// A file differs from what its receipt says.
    #[error("{} is beschadigd ({reden}); het hoort bij tabel {tabel}, {slice}", pad.display())]
    Damaged {
        /// The file.
        pad: PathBuf,
        /// Id of the table.
        tabel: String,
        /// File name of the slice.
        slice: String,
        /// What differs.
        reden: String,
    },
    /// A table id or slice that cannot be a file name.
    #[error("«{naam}» kan geen naam in de opslag zijn")]
    InvalidName {
        /// The name.
        naam: String,
    },
    /// A frame could not be turned into Parquet.
    #[error("de rijen van tabel {tabel} ({slice}) kunnen niet worden opgeslagen: {reden}")]
    Frame {
        /// Id of the table.
        tabel: String,
        /// File name of the slice.
        slice: String,
        /// Why.
        reden: String,
    },
}

impl StoreError {
    /// Returns what the reader can do now.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Io { .. } => "controleer de rechten en de vrije ruimte op de schijf".into(),
            Self::NotAStore { .. } => {
                "maak de opslag met `regiobeeld ophalen`, of noem een andere map met --opslag"
                    .into()
            }
            Self::OtherVersion { .. } => {
                "kies een andere map met --opslag en haal de gegevens opnieuw op".into()
            }
            Self::Damaged { slice, .. } => match slice.as_str() {
                "land" => "haal dit deel opnieuw op met `regiobeeld ophalen`".into(),
                code => {
                    format!("haal dit deel opnieuw op met `regiobeeld ophalen --gemeente {code}`")
                }
            },
            Self::InvalidName { .. } => "geef een gemeente als code, zoals GM0193".into(),
            Self::Frame { .. } => "meld dit bij de makers van regiobeeld".into(),
        }
    }
}
