//! Recomputing every hash of the store.

use std::fmt;
use std::path::PathBuf;

use super::{Receipt, Store, StoreError};

/// A file that differs from its receipt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// Id of the table.
    pub tabel: String,
    /// File name of the slice.
    pub slice: String,
    /// The file.
    pub pad: PathBuf,
    /// What differs.
    pub reden: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "tabel {}, {}: {} ({})",
            self.tabel,
            self.slice,
            self.pad.display(),
            self.reden
        )
    }
}

impl Store {
    /// Checks every receipt, frame and raw page; returns all damage, sorted.
    ///
    /// # Errors
    /// When the store itself cannot be read.
    pub fn verify(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damage = Vec::new();
        for (table, slice) in self.receipt_names()? {
            match self.receipt(&table, &slice) {
                Ok(Some(receipt)) => damage.extend(self.damage_of(&receipt)),
                Ok(None) => {}
                Err(StoreError::Damaged {
                    pad,
                    reden,
                    tabel,
                    slice,
                }) => {
                    damage.push(Damage {
                        tabel,
                        slice,
                        pad,
                        reden,
                    });
                }
                Err(StoreError::InvalidName { .. }) => damage.push(Damage {
                    pad: self.receipt_path(&table, &slice),
                    tabel: table,
                    slice,
                    reden: "de naam hoort niet in de opslag".into(),
                }),
                Err(error) => return Err(error),
            }
        }
        damage.sort_unstable();
        Ok(damage)
    }

    /// Returns the files of one slice that differ from its receipt.
    pub(super) fn damage_of(&self, receipt: &Receipt) -> Vec<Damage> {
        let frame = self.frame_bytes(receipt).err();
        let pages = receipt
            .paginas
            .iter()
            .filter_map(|page| self.read_page(&page.sha256).err());
        frame
            .into_iter()
            .chain(pages)
            .map(|(pad, reden)| Damage {
                tabel: receipt.tabel.clone(),
                slice: receipt.slice.clone(),
                pad,
                reden,
            })
            .collect()
    }
}
