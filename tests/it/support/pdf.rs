//! Looks inside a PDF with nothing but a PDF parser: text through ToUnicode, fonts, the
//! structure tree, attachments, metadata.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// A font of the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PdfFont {
    /// Name without the subset prefix: "NotoSans-Bold".
    pub name: String,
    /// Whether the font program is in the file.
    pub embedded: bool,
}

/// An element of the structure tree.
#[derive(Debug, Clone, Default)]
pub struct StructNode {
    /// Standard type: "H1", "Table", "TH", "Figure".
    pub kind: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// The text in this element itself, not in its children.
    pub text: String,
    /// Scope of a header cell: "Row", "Column".
    pub scope: Option<String>,
    /// Summary of a table.
    pub summary: Option<String>,
    /// Elements inside it.
    pub children: Vec<StructNode>,
}

impl StructNode {
    /// This element and all below it, in reading order.
    pub fn walk(&self) -> Vec<&StructNode> {
        let mut found = vec![self];
        found.extend(self.children.iter().flat_map(StructNode::walk));
        found
    }

    /// The text of this element and all below it.
    pub fn full_text(&self) -> String {
        let parts: Vec<&str> = self.walk().iter().map(|node| node.text.as_str()).collect();
        squeeze(&parts.join(" "))
    }

    /// Every element of this kind, in reading order.
    pub fn all(&self, kind: &str) -> Vec<&StructNode> {
        self.walk()
            .into_iter()
            .filter(|node| node.kind == kind)
            .collect()
    }
}

/// A file inside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    /// `AFRelationship`: "Data".
    pub relationship: String,
    pub bytes: Vec<u8>,
}

/// One space for every run of white space, none at the ends. U+202F counts as white space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF that can be parsed")
}

/// The text of each page, footers and text in drawings included; pieces that typst sets apart
/// are separated by a space, runs of white space are one space.
pub fn pdf_text(bytes: &[u8]) -> Vec<String> {
    let document = load(bytes);
    document
        .page_iter()
        .map(|page| {
            let runs = page_runs(&document, page);
            squeeze(
                &runs
                    .iter()
                    .map(|(_, text)| text.as_str())
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
        .collect()
}

/// Every font in the file, each once, sorted.
pub fn pdf_fonts(bytes: &[u8]) -> Vec<PdfFont> {
    let document = load(bytes);
    let mut fonts: Vec<PdfFont> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.has_type(b"Font") && !dict.has(b"DescendantFonts"))
        .map(|dict| {
            let name = dict
                .get(b"BaseFont")
                .and_then(Object::as_name)
                .unwrap_or(b"?");
            let name = String::from_utf8_lossy(name).into_owned();
            let descriptor = dict
                .get(b"FontDescriptor")
                .and_then(|object| deref(&document, object).as_dict());
            let embedded = descriptor.is_ok_and(|descriptor| {
                [&b"FontFile"[..], b"FontFile2", b"FontFile3"]
                    .iter()
                    .any(|key| descriptor.has(key))
            });
            PdfFont {
                name: name.split_once('+').map_or(name.clone(), |(_, n)| n.into()),
                embedded,
            }
        })
        .collect();
    fonts.sort();
    fonts.dedup();
    fonts
}

/// The files inside the document.
pub fn attachments(bytes: &[u8]) -> Vec<Attachment> {
    let document = load(bytes);
    let specs = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    specs
        .filter(|dict| dict.has(b"EF"))
        .map(|dict| {
            let stream = dict
                .get(b"EF")
                .and_then(|files| deref(&document, files).as_dict()?.get(b"F"))
                .and_then(|file| deref(&document, file).as_stream())
                .expect("the attached file");
            Attachment {
                name: text_of(dict.get(b"UF").expect("a file name")),
                relationship: name_of(dict, b"AFRelationship").unwrap_or_default(),
                bytes: stream.get_plain_content().expect("a readable stream"),
            }
        })
        .collect()
}

/// The XMP metadata as text.
pub fn metadata(bytes: &[u8]) -> String {
    let document = load(bytes);
    let catalog = document.catalog().expect("a catalog");
    let stream = catalog
        .get(b"Metadata")
        .and_then(|object| deref(&document, object).as_stream())
        .expect("XMP metadata");
    String::from_utf8(stream.get_plain_content().expect("a readable stream")).expect("UTF-8")
}

/// The structure tree; the root has the kind "StructTreeRoot".
pub fn struct_tree(bytes: &[u8]) -> StructNode {
    let document = load(bytes);
    let catalog = document.catalog().expect("a catalog");
    let root = catalog
        .get(b"StructTreeRoot")
        .and_then(|object| deref(&document, object).as_dict())
        .expect("a structure tree");
    let roles = root
        .get(b"RoleMap")
        .and_then(|object| deref(&document, object).as_dict())
        .cloned()
        .unwrap_or_default();
    let texts = document
        .page_iter()
        .flat_map(|page| {
            let runs = page_runs(&document, page);
            runs.into_iter()
                .filter_map(move |(mark, text)| Some(((page, mark?), text)))
        })
        .fold(
            BTreeMap::new(),
            |mut all: BTreeMap<_, String>, (key, text)| {
                all.entry(key).or_default().push_str(&text);
                all
            },
        );
    let mut node = Reader {
        document: &document,
        roles,
        texts,
    }
    .node(root, None);
    node.kind = String::from("StructTreeRoot");
    node
}

struct Reader<'a> {
    document: &'a Document,
    roles: Dictionary,
    texts: BTreeMap<(ObjectId, i64), String>,
}

impl Reader<'_> {
    fn node(&self, dict: &Dictionary, page: Option<ObjectId>) -> StructNode {
        let page = dict.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        let kind = name_of(dict, b"S").unwrap_or_default();
        let mut node = StructNode {
            kind: name_of(&self.roles, kind.as_bytes()).unwrap_or(kind),
            alt: dict.get(b"Alt").ok().map(text_of),
            ..StructNode::default()
        };
        for attributes in self.attributes(dict) {
            node.scope = node.scope.or_else(|| name_of(attributes, b"Scope"));
            node.summary = node
                .summary
                .or_else(|| attributes.get(b"Summary").ok().map(text_of));
        }
        if let Ok(kids) = dict.get(b"K") {
            self.kids(deref(self.document, kids), page, &mut node);
        }
        node
    }

    fn kids(&self, object: &Object, page: Option<ObjectId>, node: &mut StructNode) {
        match object {
            Object::Array(items) => {
                items
                    .iter()
                    .for_each(|item| self.kids(deref(self.document, item), page, node));
            }
            Object::Integer(mark) => self.add_text(page, *mark, node),
            Object::Dictionary(dict) => match dict.get(b"MCID").and_then(Object::as_i64) {
                Ok(mark) => {
                    let own = dict.get(b"Pg").and_then(Object::as_reference).ok();
                    self.add_text(own.or(page), mark, node);
                }
                Err(_) if dict.has(b"S") => node.children.push(self.node(dict, page)),
                Err(_) => {}
            },
            _ => {}
        }
    }

    fn add_text(&self, page: Option<ObjectId>, mark: i64, node: &mut StructNode) {
        if let Some(text) = page.and_then(|page| self.texts.get(&(page, mark))) {
            node.text.push_str(text);
        }
    }

    fn attributes<'b>(&'b self, dict: &'b Dictionary) -> Vec<&'b Dictionary> {
        let Ok(object) = dict.get(b"A") else {
            return vec![];
        };
        match deref(self.document, object) {
            Object::Array(items) => items
                .iter()
                .filter_map(|item| deref(self.document, item).as_dict().ok())
                .collect(),
            other => other.as_dict().into_iter().collect(),
        }
    }
}

/// The texts of a page in drawing order, each with the mark of its structure element.
fn page_runs(document: &Document, page: ObjectId) -> Vec<(Option<i64>, String)> {
    let mut runs = Vec::new();
    let resources = document
        .get_dictionary(page)
        .and_then(|dict| deref(document, dict.get(b"Resources")?).as_dict())
        .expect("resources of a page");
    let content = document.get_page_content(page);
    read_content(document, &content, resources, None, &mut runs);
    runs
}

fn read_content(
    document: &Document,
    content: &[u8],
    resources: &Dictionary,
    outer: Option<i64>,
    runs: &mut Vec<(Option<i64>, String)>,
) {
    let content = Content::decode(content).expect("a content stream");
    let fonts = sub_dict(document, resources, b"Font");
    let forms = sub_dict(document, resources, b"XObject");
    let mut encoding: Option<Encoding<'_>> = None;
    let mut marks: Vec<Option<i64>> = vec![outer];
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => marks.push(None),
            "BDC" => marks.push(
                operands
                    .get(1)
                    .and_then(|o| o.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()),
            ),
            "EMC" => drop(marks.pop()),
            "Tf" => {
                encoding = fonts
                    .and_then(|fonts| fonts.get(operands[0].as_name().ok()?).ok())
                    .and_then(|font| deref(document, font).as_dict().ok())
                    .and_then(|font| font.get_font_encoding(document).ok());
            }
            "Tj" | "TJ" => {
                let encoding = encoding.as_ref().expect("a font before a text");
                runs.push((marks.last().copied().flatten(), shown(encoding, operands)));
            }
            "Do" => {
                let form = forms
                    .and_then(|forms| forms.get(operands[0].as_name().ok()?).ok())
                    .and_then(|form| deref(document, form).as_stream().ok());
                if let Some(form) =
                    form.filter(|form| name_of(&form.dict, b"Subtype").as_deref() == Some("Form"))
                {
                    let inner = sub_dict(document, &form.dict, b"Resources").unwrap_or(resources);
                    let bytes = form.get_plain_content().expect("a readable form");
                    read_content(
                        document,
                        &bytes,
                        inner,
                        marks.last().copied().flatten(),
                        runs,
                    );
                }
            }
            _ => {}
        }
    }
}

/// The characters that a `Tj` or `TJ` shows.
pub(super) fn shown(encoding: &Encoding<'_>, operands: &[Object]) -> String {
    let decode =
        |bytes: &[u8]| Document::decode_text(encoding, bytes).expect("text with a ToUnicode");
    operands
        .iter()
        .map(|operand| match operand {
            Object::String(bytes, _) => decode(bytes),
            Object::Array(parts) => parts
                .iter()
                .filter_map(|part| part.as_str().ok())
                .map(decode)
                .collect(),
            _ => String::new(),
        })
        .collect()
}

pub(super) fn sub_dict<'a>(
    document: &'a Document,
    dict: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    deref(document, dict.get(key).ok()?).as_dict().ok()
}

pub(super) fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    Document::dereference(document, object).map_or(object, |(_, found)| found)
}

pub(super) fn name_of(dict: &Dictionary, key: &[u8]) -> Option<String> {
    let name = dict.get(key).and_then(Object::as_name).ok()?;
    Some(String::from_utf8_lossy(name).into_owned())
}

/// A text string: UTF-16 with a mark, else as bytes.
fn text_of(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap_or_default()
}
