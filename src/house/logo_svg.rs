//! What an SVG logo may hold: shapes and fills. Everything that runs, fetches, or hangs on a font
//! is refused, so that the page shows what the house drew, and nothing else.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::logo::shape_fault;

const SVG: &[u8] = b"http://www.w3.org/2000/svg";

/// Shapes: what is drawn, and what `use` may repeat.
const SHAPES: [&str; 7] = [
    "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
];
/// What holds and fills shapes.
const AROUND: [&str; 12] = [
    "svg",
    "g",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "title",
    "desc",
    "metadata",
    "style",
    "use",
];
/// Words in the names of what drawing programs leave for themselves; it is never drawn.
const EDITORS: [&str; 8] = [
    "inkscape",
    "sodipodi",
    "adobe",
    "rdf-syntax-ns",
    "creativecommons",
    "purl.org/dc",
    "serif",
    "web.resource.org/cc",
];

/// Most elements; a logo has some tens.
const ELEMENTS: usize = 20_000;
/// Deepest nesting.
const DEPTH: usize = 64;
/// Most faults that are listed.
const LISTED: usize = 12;

/// Returns every kind of fault once, with the line where it is first seen.
pub(super) fn faults(bytes: &[u8]) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return vec!["is geen tekst in UTF-8; sla het op als UTF-8".to_owned()];
    };
    let mut look = Look {
        text,
        ..Look::default()
    };
    look.read();
    look.finish()
}

#[derive(Default)]
struct Look<'a> {
    text: &'a str,
    /// Each fault with its first line.
    found: BTreeMap<String, usize>,
    /// Name of each element by its id.
    ids: BTreeMap<String, String>,
    /// What `use` repeats, with its line.
    repeated: Vec<(String, usize)>,
    elements: usize,
    shapes: usize,
    depth: usize,
    in_style: bool,
}

impl Look<'_> {
    fn fault(&mut self, line: usize, what: impl Into<String>) {
        self.found.entry(what.into()).or_insert(line);
    }

    fn read(&mut self) {
        let mut reader = NsReader::from_str(self.text);
        let mut line = Lines::default();
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let line = line.at(self.text, at);
            let event = reader.read_resolved_event();
            let (space, event) = match event {
                Ok(found) => found,
                Err(_) => {
                    self.fault(line, "is geen geldige XML");
                    return;
                }
            };
            match event {
                Event::Start(tag) => {
                    self.open(&space, &tag, line);
                    self.depth += 1;
                }
                Event::Empty(tag) => {
                    self.open(&space, &tag, line);
                    self.in_style = false;
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.in_style = false;
                }
                Event::Text(text) => self.style(&text, line),
                Event::CData(text) => self.style(&text, line),
                Event::DocType(kind) if kind.contains(&b'[') => {
                    self.fault(line, "heeft een eigen DOCTYPE met entiteiten; haal die weg");
                }
                Event::PI(found) if found.starts_with(b"xml-stylesheet") => {
                    self.fault(line, "verwijst naar een stijlblad; haal dat weg");
                }
                Event::Eof => break,
                _ => {}
            }
            if self.elements > ELEMENTS || self.depth > DEPTH {
                self.fault(line, "is te ingewikkeld voor een logo");
                return;
            }
        }
        if self.depth > 0 {
            self.fault(line.at(self.text, usize::MAX), "is geen geldige XML");
        }
    }

    fn open(&mut self, space: &ResolveResult<'_>, tag: &BytesStart<'_>, line: usize) {
        self.elements += 1;
        let name = String::from_utf8_lossy(tag.local_name().into_inner()).into_owned();
        let is_svg = matches!(space, ResolveResult::Bound(space) if space.as_ref() == SVG);
        if self.elements == 1 {
            if !is_svg || name != "svg" {
                self.fault(
                    line,
                    "is geen SVG: het begint niet met <svg xmlns=\"http://www.w3.org/2000/svg\">",
                );
            }
            self.size(tag, line);
        }
        if is_svg {
            self.element(&name, line);
        } else if !of_editor(space) {
            self.fault(
                line,
                format!("heeft een vreemd onderdeel «{name}»; haal het weg"),
            );
        }
        self.in_style = is_svg && name == "style";
        for attribute in tag.attributes().with_checks(false) {
            match attribute {
                Ok(attribute) => self.attribute(&name, &attribute, line),
                Err(_) => self.fault(line, "is geen geldige XML"),
            }
        }
    }

    fn element(&mut self, name: &str, line: usize) {
        if SHAPES.contains(&name) {
            self.shapes += 1;
            return;
        }
        if AROUND.contains(&name) {
            return;
        }
        let what = match name {
            "text" | "tspan" | "textPath" | "font" | "font-face" => {
                "heeft tekst in een lettertype; zet de letters om in lijnen".to_owned()
            }
            "script" => "heeft een script; haal het weg".to_owned(),
            "image" | "feImage" => {
                "heeft een plaatje in zich; teken het na in lijnen, of geef een PNG".to_owned()
            }
            "foreignObject" => {
                "heeft een webpagina in zich (foreignObject); haal die weg".to_owned()
            }
            "animate" | "animateTransform" | "animateMotion" | "set" => {
                "beweegt; haal de animatie weg".to_owned()
            }
            other => format!("heeft een onderdeel dat niet veilig te drukken is: «{other}»"),
        };
        self.fault(line, what);
    }

    fn attribute(&mut self, element: &str, attribute: &Attribute<'_>, line: usize) {
        let key = String::from_utf8_lossy(attribute.key.local_name().into_inner()).into_owned();
        let Ok(value) = attribute.unescape_value() else {
            self.fault(line, "is geen geldige XML");
            return;
        };
        let value = value.trim();
        match key.as_str() {
            "id" => {
                self.ids.insert(value.to_owned(), element.to_owned());
            }
            "href" | "src" => match value.strip_prefix('#') {
                Some(id) if element == "use" => self.repeated.push((id.to_owned(), line)),
                Some(_) => {}
                None => self.fault(
                    line,
                    "verwijst naar iets buiten het bestand; haal die verwijzing weg",
                ),
            },
            "base" => self.fault(
                line,
                "verwijst naar iets buiten het bestand; haal die verwijzing weg",
            ),
            _ if key.starts_with("on") => self.fault(line, "heeft een script; haal het weg"),
            _ => self.css(value, line),
        }
    }

    fn style(&mut self, text: &[u8], line: usize) {
        if self.in_style {
            self.css(&String::from_utf8_lossy(text), line);
        }
    }

    /// Styles may point inside the file only.
    fn css(&mut self, text: &str, line: usize) {
        let lower = text.to_lowercase();
        // A backslash can spell any of the words below.
        let hidden = self.in_style && lower.contains('\\');
        if lower.contains("@import") || lower.contains("javascript:") || hidden {
            self.fault(
                line,
                "verwijst naar iets buiten het bestand; haal die verwijzing weg",
            );
        }
        if lower.contains("@font-face") {
            self.fault(
                line,
                "heeft een lettertype in zich; zet de letters om in lijnen",
            );
        }
        let outside = lower
            .split("url(")
            .skip(1)
            .any(|rest| !rest.trim_start_matches([' ', '"', '\'']).starts_with('#'));
        if outside {
            self.fault(
                line,
                "verwijst naar iets buiten het bestand; haal die verwijzing weg",
            );
        }
    }

    /// Width and height must be known, or the logo has no size.
    fn size(&mut self, tag: &BytesStart<'_>, line: usize) {
        let get = |name: &str| {
            let found = tag.try_get_attribute(name).ok().flatten()?;
            Some(found.unescape_value().ok()?.into_owned())
        };
        let plain = |text: String| -> Option<f64> {
            let number = text
                .trim()
                .trim_end_matches(|c: char| c.is_ascii_alphabetic());
            number
                .parse()
                .ok()
                .filter(|value: &f64| *value > 0.0 && value.is_finite())
        };
        let boxed = get("viewBox").and_then(|text| {
            let parts: Vec<f64> = text
                .split([' ', ',', '\t', '\n', '\r'])
                .filter(|part| !part.is_empty())
                .filter_map(|part| part.parse().ok())
                .collect();
            match parts.as_slice() {
                [_, _, wide, high] if *wide > 0.0 && *high > 0.0 => Some((*wide, *high)),
                _ => None,
            }
        });
        let sides = || {
            Some((
                get("width").and_then(plain)?,
                get("height").and_then(plain)?,
            ))
        };
        match boxed.or_else(sides) {
            Some((wide, high)) => {
                if let Some(what) = shape_fault(wide, high) {
                    self.fault(line, what);
                }
            }
            None => self.fault(line, "heeft geen maat: viewBox ontbreekt of klopt niet"),
        }
    }

    fn finish(mut self) -> Vec<String> {
        for (id, line) in std::mem::take(&mut self.repeated) {
            // Repeating what repeats something could grow without end.
            let target = self.ids.get(&id).map(String::as_str);
            if !target.is_some_and(|name| SHAPES.contains(&name)) {
                self.fault(
                    line,
                    "herhaalt een groep met «use»; zet die om in losse vormen",
                );
            }
        }
        if self.shapes == 0 && self.found.is_empty() {
            self.fault(1, "heeft geen enkele vorm");
        }
        let mut found: Vec<(usize, String)> = self
            .found
            .into_iter()
            .map(|(what, line)| (line, what))
            .collect();
        found.sort();
        found.truncate(LISTED);
        found
            .into_iter()
            .map(|(line, what)| format!("(regel {line}) {what}"))
            .collect()
    }
}

fn of_editor(space: &ResolveResult<'_>) -> bool {
    let ResolveResult::Bound(space) = space else {
        return false;
    };
    let name = String::from_utf8_lossy(space.as_ref()).to_lowercase();
    EDITORS.iter().any(|word| name.contains(word))
}

/// Counts lines while going forward through a text.
#[derive(Default)]
struct Lines {
    at: usize,
    line: usize,
}

impl Lines {
    fn at(&mut self, text: &str, position: usize) -> usize {
        let end = position.min(text.len());
        let passed = text.as_bytes().get(self.at..end).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.at = end.max(self.at);
        self.line + 1
    }
}
