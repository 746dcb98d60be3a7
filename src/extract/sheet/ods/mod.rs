//! Ods of LibreOffice: its one part with all sheets, streamed.

mod cell;
mod table;

use std::collections::BTreeSet;

use super::archive::Archive;
use super::cells::Sheet;
use super::fault::ReadFault;
use super::limits::Ledger;
use super::xml::{Node, Tag, Xml};
use table::Outcome;

const CONTENT: &str = "content.xml";

/// Reads all sheets of the part with the content. Copies of other files that LibreOffice keeps in
/// it are passed over.
pub(super) fn read(
    archive: &mut Archive,
    ledger: &mut Ledger,
    notices: &mut Vec<String>,
) -> Result<Vec<Sheet>, ReadFault> {
    if encrypted(archive, ledger)? {
        return Err(ReadFault::Password);
    }
    let part = archive.part(CONTENT)?.ok_or_else(|| ledger.damaged())?;
    let mut xml = Xml::new(part);
    let mut sheets = Vec::new();
    let mut hidden_styles = BTreeSet::new();
    let mut style = None;
    let mut outside = false;
    loop {
        let begun = match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"style" => {
                    style = tag.attribute("name");
                    None
                }
                b"table-properties" => {
                    if let Some(style) = hidden_style(&tag, style.take()) {
                        ledger.hold(style.len() as u64 + 64)?;
                        hidden_styles.insert(style);
                    }
                    None
                }
                b"table" if tag.prefixed("table:name").is_some() => Some((
                    tag.prefixed("table:name").unwrap_or_default(),
                    tag.prefixed("table:style-name").unwrap_or_default(),
                )),
                _ => None,
            },
            Node::End => break,
            _ => None,
        };
        let Some((name, style)) = begun else {
            continue;
        };
        if sheets.len() >= ledger.limits.sheets {
            return Err(ReadFault::TooManySheets);
        }
        ledger.begin_sheet(&name);
        match table::read(&mut xml, ledger)? {
            Outcome::Sheet => {
                sheets.push(ledger.end_sheet(name, hidden_styles.contains(&style)));
            }
            Outcome::Copy => {
                ledger.end_sheet(name, true);
                outside = true;
            }
        }
    }
    if outside {
        notices.push("verwijzingen naar andere bestanden zijn niet gevolgd".to_owned());
    }
    Ok(sheets)
}

/// The name of a style of tables that are not shown.
fn hidden_style(tag: &Tag, style: Option<String>) -> Option<String> {
    let display = tag.prefixed("table:display");
    style.filter(|_| display.as_deref() == Some("false"))
}

/// Returns whether the content is encrypted; the names of the parts then still can be read.
fn encrypted(archive: &mut Archive, ledger: &Ledger) -> Result<bool, ReadFault> {
    let Some(part) = archive.part("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    let mut xml = Xml::new(part);
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) if tag.name() == b"encryption-data" => return Ok(true),
            Node::End => return Ok(false),
            _ => {}
        }
    }
}
