//! Recomputing every hash of the store.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;

use super::{PageRole, Receipt, Store, StoreError};

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
    /// Checks every receipt, frame (national ones too) and raw page; returns all damage, sorted.
    ///
    /// A page that many slices share is read once and told once, with the first of them.
    ///
    /// # Errors
    /// When the store itself cannot be read.
    pub fn verify(&self) -> Result<Vec<Damage>, StoreError> {
        let (mut damage, mut checked) = (Vec::new(), BTreeSet::new());
        for (table, slice) in self.receipt_names()? {
            match self.receipt(&table, &slice) {
                Ok(Some(receipt)) => damage.extend(self.damage_of(&receipt, &mut checked)),
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
        damage.extend(self.national_damage()?);
        damage.sort_unstable();
        Ok(damage)
    }

    /// Returns the files of one slice that differ from its receipt and were not `checked` yet.
    fn damage_of(&self, receipt: &Receipt, checked: &mut BTreeSet<String>) -> Vec<Damage> {
        let mut found: Vec<(PathBuf, String)> =
            self.frame_bytes(receipt).err().into_iter().collect();
        for page in &receipt.paginas {
            if !checked.insert(page.sha256.clone()) {
                continue;
            }
            found.extend(self.read_page(&page.sha256).err());
            if page.rol == PageRole::Lijst {
                // A list that cannot be read is told above.
                for listed in self.listed(page).unwrap_or_default() {
                    if checked.insert(listed.sha256.clone()) {
                        found.extend(self.read_page(&listed.sha256).err());
                    }
                }
            }
        }
        found
            .into_iter()
            .map(|(pad, reden)| Damage {
                tabel: receipt.tabel.clone(),
                slice: receipt.slice.clone(),
                pad,
                reden,
            })
            .collect()
    }
}
