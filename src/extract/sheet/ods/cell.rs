//! One cell of ods: its value stands in attributes, its text in paragraphs.

use super::super::cells::{Cell, Content};
use super::super::fault::ReadFault;
use super::super::limits::Ledger;
use super::super::xml::{Node, Tag, Xml, append};

/// What the attributes of a cell say.
#[derive(Debug, Default)]
pub(super) struct Stored {
    kind: String,
    /// The value of a number, date, time or truth; for text only when it differs from what is seen.
    value: Option<String>,
    error: bool,
    formula: bool,
}

impl Stored {
    /// Reads the attributes of a cell.
    pub(super) fn of(tag: &Tag) -> Self {
        let kind = tag.prefixed("office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "float" | "percentage" | "currency" => tag.prefixed("office:value"),
            "date" => tag.prefixed("office:date-value"),
            "time" => tag.prefixed("office:time-value"),
            "boolean" => tag.prefixed("office:boolean-value"),
            "string" => tag.prefixed("office:string-value"),
            _ => None,
        };
        Self {
            value,
            error: tag.prefixed("calcext:value-type").as_deref() == Some("error"),
            formula: tag.prefixed("table:formula").is_some(),
            kind,
        }
    }
}

/// Reads a cell until the tag `name` closes; none when nothing is in it.
pub(super) fn read(
    xml: &mut Xml,
    stored: Stored,
    name: &[u8],
    ledger: &mut Ledger,
) -> Result<Option<Cell>, ReadFault> {
    let seen = paragraphs(xml, name, ledger)?;
    let number = stored
        .value
        .as_deref()
        .map(|value| value.trim().parse::<f64>());
    let content = match (stored.kind.as_str(), stored.value.as_deref()) {
        _ if stored.error => Some(Content::Fault(ledger.text(&seen)?)),
        ("float" | "percentage" | "currency", _) => match number {
            Some(Ok(value)) => Some(ledger.number(value)?),
            _ => return Err(ledger.damaged()),
        },
        ("boolean", Some(truth)) => Some(Content::Truth(truth.trim() == "true")),
        ("date" | "time", Some(value)) => {
            let day = value.trim().trim_end_matches("T00:00:00");
            Some(Content::Date(ledger.text(day)?))
        }
        (_, value) => {
            let text = value.filter(|value| !value.is_empty()).unwrap_or(&seen);
            Some(Content::Text(ledger.text(text)?))
        }
    };
    let is_empty = |content: &Content| match content {
        Content::Text(text) | Content::Date(text) | Content::Fault(text) => text.is_empty(),
        Content::Number(_) | Content::Truth(_) => false,
    };
    Ok(content
        .filter(|content| !is_empty(content))
        .map(|content| Cell {
            content,
            percent: stored.kind == "percentage",
            formula: stored.formula,
        }))
}

/// Collects the text that is seen in the cell: its paragraphs, one a line, without remarks and
/// drawings.
fn paragraphs(xml: &mut Xml, name: &[u8], ledger: &Ledger) -> Result<String, ReadFault> {
    let mut text = String::new();
    // Depth inside the cell, inside a paragraph, and inside something that is no text of the cell.
    let (mut depth, mut paragraph, mut aside) = (0_u32, 0_u32, 0_u32);
    let mut count = 0_u32;
    loop {
        match xml.next(&ledger.spot)? {
            Node::Open(tag) => {
                depth += 1;
                let is_aside = matches!(
                    tag.name(),
                    b"annotation" | b"frame" | b"shapes" | b"custom-shape" | b"table"
                );
                if aside > 0 || is_aside {
                    aside += 1;
                } else if paragraph > 0 {
                    paragraph += 1;
                    append(&mut text, &blank(&tag), ledger)?;
                } else if tag.name() == b"p" {
                    paragraph = 1;
                    count += 1;
                    append(&mut text, if count > 1 { "\n" } else { "" }, ledger)?;
                }
            }
            Node::Close(tag) => {
                if depth == 0 {
                    return if tag.name() == name {
                        Ok(text)
                    } else {
                        Err(ledger.damaged())
                    };
                }
                depth -= 1;
                if aside > 0 {
                    aside -= 1;
                } else {
                    paragraph = paragraph.saturating_sub(1);
                }
            }
            Node::Text(piece) if paragraph > 0 && aside == 0 => append(&mut text, &piece, ledger)?,
            Node::Text(_) => {}
            Node::End => return Err(ledger.damaged()),
        }
    }
}

/// A tag within a paragraph that stands for blanks.
fn blank(tag: &Tag) -> String {
    match tag.name() {
        b"s" => {
            let times = tag.prefixed("text:c").and_then(|times| times.parse().ok());
            " ".repeat(times.unwrap_or(1_usize).min(MOST_BLANKS))
        }
        b"tab" => "\t".to_owned(),
        b"line-break" => "\n".to_owned(),
        _ => String::new(),
    }
}

/// More blanks side by side say nothing more.
const MOST_BLANKS: usize = 1000;
