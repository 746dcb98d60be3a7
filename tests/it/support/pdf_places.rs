//! Where the texts of a page stand, in drawings too.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object};

use super::pdf::{deref, load, name_of, shown, sub_dict};

/// A letter: where its baseline starts, in points from the lower left corner, and how large and in
/// which font it is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub x: f64,
    pub y: f64,
    pub size: f64,
    /// Name of the font without the subset prefix.
    pub font: String,
    pub text: String,
}

/// A matrix as PDF writes it: a b c d e f.
type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `first`, then `second`.
fn product(first: Matrix, second: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [g, h, i, j, k, l] = second;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

fn matrix_of(operands: &[Object]) -> Matrix {
    let numbers: Vec<f64> = operands
        .iter()
        .map(|operand| f64::from(operand.as_float().expect("a number")))
        .collect();
    numbers.try_into().expect("six numbers")
}

/// A font of a page: name, encoding and the widths of its signs in thousandths of the size.
struct Font<'a> {
    name: String,
    encoding: Encoding<'a>,
    widths: BTreeMap<u16, f64>,
}

impl<'a> Font<'a> {
    fn of(document: &'a Document, dict: &'a Dictionary) -> Self {
        let name = name_of(dict, b"BaseFont").unwrap_or_default();
        let below = dict.get(b"DescendantFonts").and_then(Object::as_array);
        let below = deref(document, &below.expect("a composite font")[0]);
        let widths = below.as_dict().and_then(|below| below.get(b"W"));
        let widths = deref(document, widths.expect("widths")).as_array();
        Self {
            name: name
                .split_once('+')
                .map_or(name.clone(), |(_, name)| name.to_owned()),
            encoding: dict.get_font_encoding(document).expect("an encoding"),
            widths: widths_of(widths.expect("a list of widths")),
        }
    }
}

/// The widths by code: `first [w w …]` or `first last w`.
fn widths_of(list: &[Object]) -> BTreeMap<u16, f64> {
    let code = |object: &Object| u16::try_from(object.as_i64().expect("a code")).unwrap();
    let number = |object: &Object| f64::from(object.as_float().expect("a width"));
    let mut widths = BTreeMap::new();
    let mut rest = list;
    while let [first, next, tail @ ..] = rest {
        rest = if let Ok(each) = next.as_array() {
            widths.extend((code(first)..).zip(each.iter().map(number)));
            tail
        } else {
            let last = (code(first)..=code(next)).map(|code| (code, number(&tail[0])));
            widths.extend(last);
            &tail[1..]
        };
    }
    widths
}

/// The letters of each page, in the order of drawing.
pub fn places(bytes: &[u8]) -> Vec<Vec<Place>> {
    let document = load(bytes);
    let pages = document.page_iter().map(|page| {
        let dict = document.get_dictionary(page).expect("a page");
        let resources = sub_dict(&document, dict, b"Resources").expect("resources of a page");
        let mut found = Vec::new();
        let content = document.get_page_content(page);
        read(&document, &content, resources, UNIT, &mut found);
        found
    });
    pages.collect()
}

fn read(
    document: &Document,
    content: &[u8],
    resources: &Dictionary,
    outer: Matrix,
    found: &mut Vec<Place>,
) {
    let content = Content::decode(content).expect("a content stream");
    let fonts = sub_dict(document, resources, b"Font");
    let forms = sub_dict(document, resources, b"XObject");
    let (mut here, mut kept, mut text) = (outer, Vec::new(), UNIT);
    let mut font: Option<(Font<'_>, f64)> = None;
    for operation in &content.operations {
        let operands = &operation.operands;
        let named = |dict: Option<&'_ Dictionary>| {
            let name = operands[0].as_name().expect("a name");
            dict.and_then(|dict| dict.get(name).ok())
                .map(|object| deref(document, object).clone())
        };
        match operation.operator.as_str() {
            "q" => kept.push(here),
            "Q" => here = kept.pop().expect("as many Q as q"),
            "cm" => here = product(matrix_of(operands), here),
            "BT" => text = UNIT,
            "Tm" => text = matrix_of(operands),
            "Tf" => {
                let dict = fonts
                    .and_then(|fonts| fonts.get(operands[0].as_name().expect("a name")).ok())
                    .and_then(|font| deref(document, font).as_dict().ok())
                    .expect("a font of the page");
                let size = f64::from(operands[1].as_float().expect("a size"));
                font = Some((Font::of(document, dict), size));
            }
            "Tj" | "TJ" => {
                let (font, size) = font.as_ref().expect("a font before a text");
                letters(font, *size, product(text, here), operands, found);
            }
            "Do" => {
                let Some(Object::Stream(form)) = named(forms) else {
                    continue;
                };
                if name_of(&form.dict, b"Subtype").as_deref() != Some("Form") {
                    continue;
                }
                let own = form.dict.get(b"Matrix").and_then(Object::as_array);
                let own = own.map_or(UNIT, |numbers| matrix_of(numbers));
                let inner = sub_dict(document, &form.dict, b"Resources").unwrap_or(resources);
                let bytes = form.get_plain_content().expect("a readable form");
                read(document, &bytes, inner, product(own, here), found);
            }
            _ => {}
        }
    }
}

/// The letters of one `Tj` or `TJ`.
fn letters(font: &Font<'_>, size: f64, at: Matrix, operands: &[Object], found: &mut Vec<Place>) {
    let parts = match &operands[0] {
        Object::Array(parts) => parts.as_slice(),
        _ => operands,
    };
    let mut along = 0.0;
    for part in parts {
        let Object::String(bytes, format) = part else {
            along -= f64::from(part.as_float().expect("a shift")) / 1000.0 * size;
            continue;
        };
        for code in bytes.chunks(2) {
            let [a, b, _, _, x, y] = product([1.0, 0.0, 0.0, 1.0, along, 0.0], at);
            let sign = Object::String(code.to_vec(), *format);
            found.push(Place {
                x,
                y,
                size: size * a.hypot(b),
                font: font.name.clone(),
                text: shown(&font.encoding, &[sign]),
            });
            let code = u16::from_be_bytes(code.try_into().expect("codes of two bytes"));
            along += font.widths[&code] / 1000.0 * size;
        }
    }
}
