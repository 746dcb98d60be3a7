//! Xlsx: the workbook, its shared texts and its formats; the sheets themselves are in `sheet`.

mod sheet;

use std::sync::Arc;

use super::archive::Archive;
use super::cells::Sheet;
use super::fault::ReadFault;
use super::limits::Ledger;
use super::numfmt::Look;
use super::ooxml::{self, Listed, Parts};
use super::xml::{Node, Xml, append};

/// What every sheet of a workbook needs.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The texts that cells refer to by number.
    pub(super) texts: Vec<Arc<str>>,
    /// The look of each cell format, by number.
    looks: Vec<Look>,
    /// Dates count from 1904.
    pub(super) from_1904: bool,
    /// The workbook asks to be computed when it is opened, as programs do that compute nothing.
    recalculate: bool,
}

impl Shared {
    /// Adds a text to which cells refer.
    pub(super) fn add_text(
        &mut self,
        text: Arc<str>,
        ledger: &mut Ledger,
    ) -> Result<(), ReadFault> {
        ledger.hold(size_of::<Arc<str>>() as u64)?;
        self.texts.push(text);
        Ok(())
    }

    /// Adds the look of the next cell format.
    pub(super) fn add_look(&mut self, look: Look, ledger: &Ledger) -> Result<(), ReadFault> {
        if self.looks.len() >= MOST_FORMATS {
            return Err(ledger.damaged());
        }
        self.looks.push(look);
        Ok(())
    }

    /// Returns the look of a cell format; none when the workbook has no such format.
    pub(super) fn look(&self, format: usize) -> Option<Look> {
        self.looks.get(format).copied()
    }
}

/// Reads all worksheets; sheets with only a chart or with macros are passed over.
pub(super) fn read(
    archive: &mut Archive,
    ledger: &mut Ledger,
    notices: &mut Vec<String>,
) -> Result<Vec<Sheet>, ReadFault> {
    let parts = Parts {
        workbook,
        shared_texts,
        styles,
        sheet: sheet::read,
    };
    let (sheets, shared) = ooxml::sheets(archive, ledger, &parts)?;
    if shared.recalculate && ledger.formulas > 0 {
        notices.push(
            "de formules zijn misschien nog niet berekend; open het bestand in Excel of LibreOffice en sla het op"
                .to_owned(),
        );
    }
    Ok(sheets)
}

fn workbook(
    archive: &mut Archive,
    main: &str,
    shared: &mut Shared,
    ledger: &Ledger,
) -> Result<Vec<Listed>, ReadFault> {
    let part = archive.part(main)?.ok_or_else(|| ledger.damaged())?;
    let mut xml = Xml::new(part);
    let mut listed = Vec::new();
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) if tag.name() == b"workbookPr" => {
                let value = tag.attribute("date1904");
                shared.from_1904 = matches!(value.as_deref(), Some("1" | "true" | "on"));
            }
            Node::Open(tag) if tag.name() == b"calcPr" => {
                let value = tag.attribute("fullCalcOnLoad");
                shared.recalculate = matches!(value.as_deref(), Some("1" | "true"));
            }
            Node::Open(tag) if tag.name() == b"sheet" => {
                if listed.len() >= ledger.limits.sheets {
                    return Err(ReadFault::TooManySheets);
                }
                let state = tag.attribute("state");
                listed.push(Listed {
                    name: tag.attribute("name").unwrap_or_default(),
                    hidden: matches!(state.as_deref(), Some("hidden" | "veryHidden")),
                    relation: tag.attribute("id").unwrap_or_default(),
                });
            }
            Node::End => return Ok(listed),
            _ => {}
        }
    }
}

/// Reads the shared texts. How many there are is counted, whatever the part says of itself.
fn shared_texts(
    archive: &mut Archive,
    name: &str,
    shared: &mut Shared,
    ledger: &mut Ledger,
) -> Result<(), ReadFault> {
    let Some(part) = archive.part(name)? else {
        return Ok(());
    };
    let mut xml = Xml::new(part);
    let mut text = String::new();
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) if tag.name() == b"si" => {
                rich_text(&mut xml, b"si", &mut text, ledger)?;
                let kept = ledger.text(&unescape(&text))?;
                shared.add_text(kept, ledger)?;
            }
            Node::End => return Ok(()),
            _ => {}
        }
    }
}

/// Collects the text of an element until it closes: plain or in runs, without the reading aid
/// (`rPh`) of Japanese.
fn rich_text(
    xml: &mut Xml,
    until: &[u8],
    text: &mut String,
    ledger: &Ledger,
) -> Result<(), ReadFault> {
    text.clear();
    let (mut in_text, mut in_aid) = (false, false);
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"t" => in_text = true,
                b"rPh" => in_aid = true,
                _ => {}
            },
            Node::Close(tag) => match tag.name() {
                b"t" => in_text = false,
                b"rPh" => in_aid = false,
                name if name == until => return Ok(()),
                _ => {}
            },
            Node::Text(piece) if in_text && !in_aid => append(text, &piece, ledger)?,
            Node::End => return Err(ledger.damaged()),
            Node::Text(_) => {}
        }
    }
}

/// Resolves `_x000D_`, the way in which xlsx stores what XML does not allow.
fn unescape(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        done.push_str(before);
        let escaped = from
            .get(2..6)
            .filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let character = escaped
            .filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        let used = match character {
            Some(character) => {
                done.push(character);
                7
            }
            None => {
                done.push_str("_x");
                2
            }
        };
        rest = from.get(used..).unwrap_or_default();
    }
    done.push_str(rest);
    done.into()
}

/// More formats than this are no workbook; Excel stops at 65 490.
const MOST_FORMATS: usize = 200_000;

fn styles(
    archive: &mut Archive,
    name: &str,
    shared: &mut Shared,
    ledger: &Ledger,
) -> Result<(), ReadFault> {
    let Some(part) = archive.part(name)? else {
        return Ok(());
    };
    let mut xml = Xml::new(part);
    let mut custom = std::collections::BTreeMap::new();
    let mut in_cells = false;
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => match tag.name() {
                b"numFmt" => {
                    let id = tag
                        .attribute("numFmtId")
                        .and_then(|id| id.parse::<u32>().ok());
                    if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")) {
                        custom.insert(id, Look::of_code(&code));
                    }
                }
                b"cellXfs" => in_cells = true,
                b"xf" if in_cells => {
                    let id = tag.attribute("numFmtId").and_then(|id| id.parse().ok());
                    let id = id.unwrap_or(0);
                    let look = custom.get(&id).copied();
                    shared.add_look(look.unwrap_or_else(|| Look::builtin(id)), ledger)?;
                }
                _ => {}
            },
            Node::Close(tag) if tag.name() == b"cellXfs" => in_cells = false,
            Node::End => return Ok(()),
            _ => {}
        }
        if custom.len() > MOST_FORMATS {
            return Err(ledger.damaged());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escaped_characters_are_resolved_and_others_stay() {
        assert_eq!(unescape("a_x000D_b"), "a\rb");
        assert_eq!(unescape("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape("max_x"), "max_x");
        assert_eq!(unescape("_x00zz_ _xé_"), "_x00zz_ _xé_");
        assert_eq!(unescape("_xD800_"), "_xD800_");
    }
}
