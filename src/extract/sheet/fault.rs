//! Why a file could not be read: what happened, where, and what to do now. A message never holds
//! what is in a cell, because a cell may hold a figure of a small group.

use std::fmt;

use super::Encoding;

/// A place in a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The name of the sheet; none when the fault is in the workbook or the file has no sheets.
    pub sheet: Option<String>,
    /// The row from 0, when it is known.
    pub row: Option<u32>,
}

impl Spot {
    pub(super) fn sheet(name: &str) -> Self {
        Self {
            sheet: (!name.is_empty()).then(|| name.to_owned()),
            row: None,
        }
    }
}

/// How much of the name of a sheet a message shows; Excel allows 31 characters.
const SHOWN: usize = 40;

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sheet {
            Some(name) => {
                // A name may hold anything, also what a terminal would obey.
                let shown: String = name
                    .chars()
                    .map(|c| if c.is_control() { ' ' } else { c })
                    .take(SHOWN)
                    .collect();
                write!(f, "in blad '{shown}'")?;
            }
            None => write!(f, "in het bestand")?,
        }
        self.row
            .map_or(Ok(()), |row| write!(f, ", rij {}", u64::from(row) + 1))
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadFault {
    /// The file has no bytes.
    #[error("het bestand is leeg (0 bytes); vraag het opnieuw op bij de leverancier")]
    Empty,
    /// There are sheets or lines, but nothing is filled in.
    #[error("het bestand heeft geen enkele gevulde cel; kijk of dit het goede bestand is")]
    NothingFilled,
    /// The workbook is encrypted.
    #[error(
        "het bestand is beveiligd met een wachtwoord en kan niet worden gelezen; open het, haal het wachtwoord weg en sla het op"
    )]
    Password,
    /// A web page with the name of a workbook.
    #[error(
        "het bestand is een webpagina (HTML) en geen werkmap of csv; open het in Excel of LibreOffice en sla het op als xlsx"
    )]
    Html,
    /// XML, among which the XML workbook of Excel 2003.
    #[error(
        "het bestand is XML en geen werkmap of csv; open het in Excel of LibreOffice en sla het op als xlsx"
    )]
    PlainXml,
    /// A workbook of Excel 95 or before.
    #[error(
        "het bestand is een werkmap van Excel 95 of ouder; open het in Excel of LibreOffice en sla het op als xlsx"
    )]
    TooOld,
    /// Another kind of file; the text says which.
    #[error("het bestand is {0} en geen werkmap of csv; geef een csv, xlsx, xls, xlsb of ods")]
    OtherKind(&'static str),
    /// Text under the name of a workbook, in which no columns could be recognised.
    #[error(
        "het bestand heet een werkmap maar is gewone tekst zonder duidelijke kolommen; sla het op als xlsx, of geef het een naam die eindigt op .csv"
    )]
    TextNotWorkbook,
    /// The file stops too early.
    #[error("het bestand is afgebroken: het einde ontbreekt; haal of kopieer het opnieuw")]
    Truncated,
    /// The file is of the right kind but is not put together well.
    #[error(
        "het bestand is beschadigd {0}; open het in Excel of LibreOffice en sla het opnieuw op als xlsx"
    )]
    Damaged(Spot),
    /// A cell at a place that no spreadsheet has.
    #[error(
        "een cel {0} staat op een plaats die niet bestaat; open het bestand in Excel of LibreOffice en sla het opnieuw op"
    )]
    OutsideSheet(Spot),
    /// The text cannot be read in the encoding that was asked for.
    #[error(
        "de tekst {1} is niet te lezen als {0}; kies een andere codering of laat de codering herkennen"
    )]
    Encoding(Encoding, Spot),
    /// The file has more bytes than the limit.
    #[error("het bestand is te groot; deel het op of bewaar alleen de bladen die nodig zijn")]
    TooLarge,
    /// The parts of the file inflate beyond the limit.
    #[error(
        "de inhoud van het bestand is uitgepakt te groot; bewaar alleen de bladen die nodig zijn in een nieuw bestand"
    )]
    Inflates,
    /// More parts in the file than the limit.
    #[error(
        "het bestand heeft te veel onderdelen; bewaar alleen de bladen die nodig zijn in een nieuw bestand"
    )]
    TooManyParts,
    /// More sheets than the limit.
    #[error(
        "het bestand heeft te veel bladen; bewaar alleen de bladen die nodig zijn in een nieuw bestand"
    )]
    TooManySheets,
    /// More cells than the limit.
    #[error(
        "er zijn te veel gevulde cellen {0}; bewaar alleen de rijen en kolommen die nodig zijn"
    )]
    TooManyCells(Spot),
    /// More merged cells than the limit.
    #[error(
        "er zijn te veel samengevoegde cellen {0}; hef het samenvoegen op en sla het bestand op"
    )]
    TooManyMerged(Spot),
    /// More text than may be held.
    #[error("er is te veel tekst {0}; bewaar alleen de rijen en kolommen die nodig zijn")]
    TooMuchText(Spot),
    /// One text is longer than a cell can hold.
    #[error(
        "een tekst {0} is langer dan een cel kan zijn; bij csv ontbreekt vaak een aanhalingsteken"
    )]
    LongText(Spot),
}
