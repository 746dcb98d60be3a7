//! Reads an SVG of ours back: elements, numbers, boxes of texts. Panics on what is not well formed.

use ab_glyph::{Font, FontRef};

/// An element with its attributes; `text` is the content of a leaf.
pub struct Element {
    pub tag: String,
    pub attributes: Vec<(String, String)>,
    pub text: String,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn number(&self, name: &str) -> f64 {
        self.get(name).unwrap_or("0").parse().unwrap()
    }
}

/// A box: left, top, right, bottom.
pub type Bounds = (f64, f64, f64, f64);

fn unescape(text: &str) -> String {
    for part in text.split('&').skip(1) {
        let entity = part.split(';').next().unwrap();
        assert!(
            ["lt", "gt", "amp", "quot", "apos"].contains(&entity),
            "bare & in {text}"
        );
    }
    assert!(
        !text.contains('<') && !text.contains('>'),
        "bare bracket in {text}"
    );
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    plain.replace("&apos;", "'").replace("&amp;", "&")
}

/// All elements in document order; checks that tags balance and text is escaped.
pub fn elements(svg: &str) -> Vec<Element> {
    let mut open: Vec<String> = Vec::new();
    let mut found: Vec<Element> = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag is closed");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            assert_eq!(unescape(text).trim(), "");
            continue;
        }
        let empty = tag.ends_with('/');
        let tag = tag.trim_end_matches('/');
        let (name, list) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        let mut pieces = list.split('"');
        while let (Some(key), Some(value)) = (pieces.next(), pieces.next()) {
            attributes.push((key.trim().trim_end_matches('=').to_owned(), unescape(value)));
        }
        found.push(Element {
            tag: name.to_owned(),
            attributes,
            text: unescape(text),
        });
        if !empty {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "unclosed {open:?}");
    found
}

/// Width and height of the viewBox.
pub fn view_box(elements: &[Element]) -> (f64, f64) {
    let numbers: Vec<f64> = elements[0]
        .get("viewBox")
        .unwrap()
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    (numbers[2], numbers[3])
}

/// The boxes of all texts, measured with the real font (kerning only makes them narrower).
pub fn text_boxes(elements: &[Element]) -> Vec<(String, Bounds)> {
    let regular = FontRef::try_from_slice(notosans::REGULAR_TTF).unwrap();
    let bold = FontRef::try_from_slice(notosans::BOLD_TTF).unwrap();
    let text_box = |element: &Element| {
        let font = if element.get("font-weight").is_some() {
            &bold
        } else {
            &regular
        };
        let size = element.number("font-size");
        let advance = |c| f64::from(font.h_advance_unscaled(font.glyph_id(c)));
        let per_em = f64::from(font.units_per_em().unwrap());
        let width = element.text.chars().map(advance).sum::<f64>() / per_em * size;
        let (x, y) = (element.number("x"), element.number("y"));
        let left = match element.get("text-anchor") {
            Some("end") => x - width,
            Some("middle") => x - width / 2.0,
            _ => x,
        };
        (
            element.text.clone(),
            (left, y - 0.714 * size, left + width, y),
        )
    };
    elements
        .iter()
        .filter(|element| element.tag == "text")
        .map(text_box)
        .collect()
}

/// Every point that the drawing names.
pub fn points(elements: &[Element]) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for element in elements {
        match element.tag.as_str() {
            "polygon" | "polyline" => points.extend(pairs(element.get("points").unwrap())),
            "rect" => {
                let (x, y) = (element.number("x"), element.number("y"));
                let (width, height) = (element.number("width"), element.number("height"));
                assert!(width >= 0.0 && height >= 0.0);
                points.extend([(x, y), (x + width, y + height)]);
            }
            "circle" => {
                let (x, y, r) = (
                    element.number("cx"),
                    element.number("cy"),
                    element.number("r"),
                );
                points.extend([(x - r, y - r), (x + r, y + r)]);
            }
            "path" => points.extend(path(element.get("d").unwrap())),
            _ => {}
        }
    }
    points
}

pub fn pairs(list: &str) -> Vec<(f64, f64)> {
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    list.split(' ').map(pair).collect()
}

/// The points of a path of M, L, H and V.
fn path(commands: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    let mut starts: Vec<usize> = commands
        .match_indices(['M', 'L', 'H', 'V'])
        .map(|m| m.0)
        .collect();
    starts.push(commands.len());
    for pair in starts.windows(2) {
        let (letter, rest) = commands[pair[0]..pair[1]].split_at(1);
        let numbers: Vec<f64> = rest
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        match letter {
            "H" => x = numbers[0],
            "V" => y = numbers[0],
            _ => (x, y) = (numbers[0], numbers[1]),
        }
        points.push((x, y));
    }
    points
}
