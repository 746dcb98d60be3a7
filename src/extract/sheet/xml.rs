//! XML as a stream of tags and texts, each of bounded length and depth. Entities of a document
//! type are never expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use super::archive::{Part, io_fault};
use super::fault::{ReadFault, Spot};
use super::limits::Ledger;

/// How deep tags may nest; a workbook needs about twelve.
const DEPTH: u32 = 200;

/// One step through the document.
pub(super) enum Node<'b> {
    /// A tag opens. A tag without content opens and closes.
    Open(Tag<'b>),
    /// A tag closes.
    Close(Shut<'b>),
    /// Text, with references resolved. One text may come in pieces.
    Text(Cow<'b, str>),
    /// The document is over.
    End,
}

/// An opening tag.
pub(super) struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// The name without prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(|byte| *byte == b':').next() == Some(name.as_bytes()))
    }

    /// The value of an attribute by its name with prefix.
    pub(super) fn prefixed(&self, name: &str) -> Option<String> {
        self.find(|key| key == name.as_bytes())
    }

    fn find(&self, wanted: impl Fn(&[u8]) -> bool) -> Option<String> {
        let mut all = self.0.attributes();
        // Checking for a name that occurs twice takes the square of their number.
        let found = all
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| wanted(attribute.key.as_ref()))?;
        found.unescape_value().ok().map(Cow::into_owned)
    }

    /// Hands every attribute without prefix to a function, its value as it is stored.
    pub(super) fn each(&self, mut take: impl FnMut(&[u8], &[u8])) {
        let mut all = self.0.attributes();
        for attribute in all.with_checks(false).filter_map(Result::ok) {
            take(attribute.key.as_ref(), &attribute.value);
        }
    }
}

/// A closing tag.
pub(super) struct Shut<'b>(BytesEnd<'b>);

impl Shut<'_> {
    /// The name without prefix.
    pub(super) fn name(&self) -> &[u8] {
        self.0.local_name().into_inner()
    }
}

/// Reads a part as XML.
pub(super) struct Xml<'z, 'a> {
    reader: Reader<Part<'z, 'a>>,
    buffer: Vec<u8>,
    depth: u32,
}

impl<'z, 'a> Xml<'z, 'a> {
    pub(super) fn new(part: Part<'z, 'a>) -> Self {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// Returns the next tag or text.
    ///
    /// # Errors
    /// Fails at `spot` when the part is no XML, nests too deep or inflates too far.
    pub(super) fn next(&mut self, spot: &Spot) -> Result<Node<'_>, ReadFault> {
        let Self {
            reader,
            buffer,
            depth,
        } = self;
        let damaged = || ReadFault::Damaged(spot.clone());
        buffer.clear();
        reader.get_mut().get_mut().begin_token();
        let event = reader
            .read_event_into(buffer)
            .map_err(|error| match error {
                quick_xml::Error::Io(error) => io_fault(&error, spot),
                _ => damaged(),
            })?;
        Ok(match event {
            Event::Start(tag) => {
                *depth += 1;
                if *depth > DEPTH {
                    return Err(damaged());
                }
                Node::Open(Tag(tag))
            }
            Event::End(tag) => {
                *depth = depth.saturating_sub(1);
                Node::Close(Shut(tag))
            }
            Event::Text(text) => Node::Text(text.xml10_content().map_err(|_| damaged())?),
            Event::CData(text) => Node::Text(text.xml10_content().map_err(|_| damaged())?),
            Event::GeneralRef(reference) => Node::Text(resolve(&reference).ok_or_else(damaged)?),
            Event::Eof if *depth == 0 => Node::End,
            Event::Eof => return Err(damaged()),
            _ => Node::Text(Cow::Borrowed("")),
        })
    }
}

/// Adds a piece to a text that is being collected.
///
/// # Errors
/// Fails when the text becomes longer than the limit.
pub(super) fn append(text: &mut String, piece: &str, ledger: &Ledger) -> Result<(), ReadFault> {
    if text.len() + piece.len() > ledger.limits.text_bytes {
        return Err(ReadFault::LongText(ledger.spot.clone()));
    }
    text.push_str(piece);
    Ok(())
}

/// The five entities of XML and numbered characters; another entity stays as it is written.
fn resolve<'b>(reference: &BytesRef<'b>) -> Option<Cow<'b, str>> {
    if reference.is_char_ref() {
        let character = reference.resolve_char_ref().ok()??;
        return Some(Cow::Owned(character.to_string()));
    }
    let name = reference.decode().ok()?;
    Some(match name.as_ref() {
        "amp" => Cow::Borrowed("&"),
        "lt" => Cow::Borrowed("<"),
        "gt" => Cow::Borrowed(">"),
        "quot" => Cow::Borrowed("\""),
        "apos" => Cow::Borrowed("'"),
        other => Cow::Owned(format!("&{other};")),
    })
}
