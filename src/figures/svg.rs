//! Makes plotters' SVG fit to print: real size, title and description, hatch, no needless bytes.
//!
//! plotters writes one element a line. Four things it cannot do are done here on that text:
//! a physical size, `<title>` and `<desc>`, a pattern fill, and a fill and a border in one element.

use std::fmt::Write as _;

use super::colour::hex as colour;
use super::font::replace_missing;
use super::style::{FONT_FAMILY, GREY, HATCH, INK, UNITS_PER_POINT};

/// A finished drawing as SVG text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg {
    text: String,
    height_per_mille: u32,
}

impl Svg {
    /// The SVG text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The same drawing in the colours of a house.
    pub(super) fn in_colours(self, palette: &super::Palette) -> Self {
        Self {
            text: palette.apply(self.text),
            ..self
        }
    }

    /// Height in thousandths of the width.
    #[must_use]
    pub const fn height_per_mille(&self) -> u32 {
        self.height_per_mille
    }

    /// The SVG text, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }
}

/// One element as plotters wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Element<'a> {
    tag: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    text: &'a str,
}

impl<'a> Element<'a> {
    fn get(&self, name: &str) -> &'a str {
        self.attributes
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value)
    }

    fn points(&self) -> &'a str {
        self.get("points").trim_end()
    }
}

/// Turns plotters' SVG of a `width` × `height` points sheet into the final text.
pub(crate) fn finish(raw: &str, width: f64, height: f64, title: &str, description: &str) -> Svg {
    let elements = parse(raw);
    let mut out = String::with_capacity(raw.len() / 2);
    let (x, y) = (
        (width * UNITS_PER_POINT).round(),
        (height * UNITS_PER_POINT).round(),
    );
    let (print_x, print_y) = (x / UNITS_PER_POINT, y / UNITS_PER_POINT);
    put(
        &mut out,
        format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{print_x}pt\" \
             height=\"{print_y}pt\" viewBox=\"0 0 {x} {y}\" font-family=\"{FONT_FAMILY}\" \
             fill=\"{}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n",
            colour(INK),
            escape(title),
            escape(description)
        ),
    );
    let hatch = colour(HATCH);
    if elements.iter().any(|element| element.get("fill") == hatch) {
        put(
            &mut out,
            format_args!(
                "<defs><pattern id=\"h\" width=\"14\" height=\"14\" \
                 patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <path d=\"M0 7H14\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\
                 </pattern></defs>\n",
                colour(GREY)
            ),
        );
    }
    let mut rest = elements.as_slice();
    while let Some(taken) = write_next(rest, &mut out) {
        rest = &rest[taken..];
    }
    out.push_str("</svg>\n");
    Svg {
        text: out,
        height_per_mille: per_mille(y / x),
    }
}

/// A ratio in thousandths. A drawing is at most a few times as high as wide.
fn per_mille(ratio: f64) -> u32 {
    let text = format!("{:.0}", ratio * 1000.0);
    text.parse().unwrap_or_default()
}

/// Writes to memory, which cannot fail.
fn put(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    out.write_fmt(arguments)
        .expect("writing into a string cannot fail");
}

/// Escapes text for SVG after replacing what the font lacks (control characters are no XML).
fn escape(text: &str) -> String {
    let (printable, _) = replace_missing(text);
    printable
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn parse(raw: &str) -> Vec<Element<'_>> {
    let mut lines = raw
        .lines()
        .filter(|line| !line.starts_with("<svg") && *line != "</svg>");
    let mut elements = Vec::new();
    while let Some(line) = lines.next() {
        let inner = line
            .trim_start_matches('<')
            .trim_end_matches('>')
            .trim_end_matches('/');
        let (tag, list) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut pieces = list.split('"');
        let mut attributes = Vec::new();
        while let (Some(key), Some(value)) = (pieces.next(), pieces.next()) {
            attributes.push((key.trim().trim_end_matches('='), value));
        }
        let mut text = "";
        if tag == "text" {
            text = lines.next().unwrap_or("");
            lines.next();
        }
        elements.push(Element {
            tag,
            attributes,
            text,
        });
    }
    elements
}

/// Writes the first element, with those after it that join it; returns how many it used.
fn write_next(elements: &[Element<'_>], out: &mut String) -> Option<usize> {
    let (first, rest) = elements.split_first()?;
    let next = rest.first();
    let taken = match first.tag {
        "line" => return Some(write_lines(elements, out)),
        "polygon" => write_polygon(first, next, out),
        "polyline" => {
            let (points, line) = (first.points(), stroke(first));
            put(
                out,
                format_args!("<polyline points=\"{points}\" fill=\"none\"{line}/>\n"),
            );
            1
        }
        "circle" => write_circle(first, next, out),
        "text" => {
            write_text(first, out);
            1
        }
        tag => {
            put(out, format_args!("<{tag}"));
            for (key, value) in &first.attributes {
                if (*key, *value) != ("opacity", "1") && (*key, *value) != ("stroke", "none") {
                    put(out, format_args!(" {key}=\"{value}\""));
                }
            }
            out.push_str("/>\n");
            1
        }
    };
    Some(taken)
}

fn stroke(element: &Element<'_>) -> String {
    let colour = element.get("stroke");
    match element.get("stroke-width") {
        "" | "1" => format!(" stroke=\"{colour}\""),
        width => format!(" stroke=\"{colour}\" stroke-width=\"{width}\""),
    }
}

fn fill(element: &Element<'_>) -> &'static str {
    if element.get("fill") == colour(HATCH) {
        "url(#h)"
    } else {
        ""
    }
}

/// Consecutive lines of one look become one path.
fn write_lines(elements: &[Element<'_>], out: &mut String) -> usize {
    let look = stroke(&elements[0]);
    let run = elements
        .iter()
        .take_while(|e| e.tag == "line" && stroke(e) == look)
        .count();
    out.push_str("<path d=\"");
    for line in &elements[..run] {
        let (x1, y1) = (line.get("x1"), line.get("y1"));
        let (x2, y2) = (line.get("x2"), line.get("y2"));
        match (x1 == x2, y1 == y2) {
            (true, _) => put(out, format_args!("M{x1} {y1}V{y2}")),
            (_, true) => put(out, format_args!("M{x1} {y1}H{x2}")),
            _ => put(out, format_args!("M{x1} {y1}L{x2} {y2}")),
        }
    }
    put(out, format_args!("\" fill=\"none\"{look}/>\n"));
    run
}

/// A polygon and the closed line around it become one element.
fn write_polygon(polygon: &Element<'_>, next: Option<&Element<'_>>, out: &mut String) -> usize {
    let points = polygon.points();
    let paint = match fill(polygon) {
        "" => polygon.get("fill"),
        pattern => pattern,
    };
    let border = next.filter(|line| {
        line.tag == "polyline"
            && line.points().strip_prefix(points).is_some_and(|tail| {
                Some(tail.trim_start()) == points.split(' ').next() && tail.starts_with(' ')
            })
    });
    let line = border.map(stroke).unwrap_or_default();
    let join = if border.is_some() {
        " stroke-linejoin=\"round\""
    } else {
        ""
    };
    put(
        out,
        format_args!("<polygon points=\"{points}\" fill=\"{paint}\"{line}{join}/>\n"),
    );
    1 + usize::from(border.is_some())
}

/// A disc and the ring around it become one element.
fn write_circle(disc: &Element<'_>, next: Option<&Element<'_>>, out: &mut String) -> usize {
    let same = |other: &&Element<'_>| {
        other.tag == "circle"
            && other.get("fill") == "none"
            && ["cx", "cy", "r"]
                .iter()
                .all(|key| other.get(key) == disc.get(key))
    };
    let ring = next.filter(same);
    let line = ring.map(stroke).unwrap_or_default();
    put(
        out,
        format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"{line}/>\n",
            disc.get("cx"),
            disc.get("cy"),
            disc.get("r"),
            disc.get("fill")
        ),
    );
    1 + usize::from(ring.is_some())
}

/// The baseline is where the figure put it, so plotters' own shift (`dy`) goes.
fn write_text(text: &Element<'_>, out: &mut String) {
    put(
        out,
        format_args!("<text x=\"{}\" y=\"{}\"", text.get("x"), text.get("y")),
    );
    if text.get("text-anchor") != "start" {
        put(
            out,
            format_args!(" text-anchor=\"{}\"", text.get("text-anchor")),
        );
    }
    let size: f64 = text.get("font-size").parse().unwrap_or(32.0);
    put(
        out,
        format_args!(" font-size=\"{}\"", (size * 10.0).round() / 10.0),
    );
    if text.get("fill") != colour(INK) {
        put(out, format_args!(" fill=\"{}\"", text.get("fill")));
    }
    if text.get("font-weight") == "bold" {
        out.push_str(" font-weight=\"bold\"");
    }
    put(out, format_args!(">{}</text>\n", text.text));
}
