//! The rows of the table, written from prepared pieces: fast enough never to be waited for.

use super::areas::{Area, Level};
use super::columns::{AGES, FIGURES, MARGINS, TEXTS, WAVES};
use super::noise::Noise;

/// Width to which codes are padded.
const CODE_WIDTH: usize = 10;

/// Width to which names of gemeenten are padded.
const NAME_WIDTH: usize = 40;

/// The highest figure, in tenths of a percent.
const MOST: u16 = 1_000;

/// What all rows of one area share.
struct AreaPieces {
    code: Vec<u8>,
    texts: Vec<u8>,
    /// Half the width of an interval in tenths, before noise.
    margin: u16,
    is_empty: bool,
}

/// One column with figures.
struct Column {
    /// Comma, key and colon.
    key: Vec<u8>,
    /// Lowest value in tenths.
    base: u16,
    /// The first wave that has it.
    first_wave: usize,
}

/// Where a row stands in the table; the last dimension changes first, as at CBS.
struct Place {
    age: usize,
    margin: usize,
    area: usize,
    wave: usize,
}

/// How the two data sets write a figure.
pub struct Form {
    /// `0.0` to `100.0`.
    tenths: Vec<Vec<u8>>,
    absent: Vec<u8>,
}

impl Form {
    fn new(write: fn(&str) -> String, absent: &str) -> Self {
        let tenths = (0..=MOST).map(|tenths| format!("{}.{}", tenths / 10, tenths % 10));
        Self {
            tenths: tenths.map(|text| write(&text).into_bytes()).collect(),
            absent: absent.as_bytes().to_vec(),
        }
    }
}

/// Writes rows by their number.
pub struct Rows {
    areas: Vec<AreaPieces>,
    columns: Vec<Column>,
    /// Numbers and `null`.
    pub typed: Form,
    /// Text, padded on the left, with a dot for an absent figure.
    pub untyped: Form,
}

impl Rows {
    pub fn new(areas: &[Area]) -> Self {
        Self {
            areas: areas.iter().map(AreaPieces::new).collect(),
            columns: FIGURES.iter().enumerate().map(Column::new).collect(),
            typed: Form::new(str::to_owned, "null"),
            untyped: Form::new(|text| format!("\"{text:>8}\""), "\"       .\""),
        }
    }

    /// Returns how many rows the whole table has.
    pub fn len(&self) -> usize {
        self.areas.len() * AGES.len() * MARGINS.len() * WAVES.len()
    }

    /// Adds a row, indented as the service does.
    pub fn write(&self, number: usize, form: &Form, into: &mut Vec<u8>) {
        let place = self.place(number);
        let area = &self.areas[place.area];
        let mut add = |piece: &str| into.extend_from_slice(piece.as_bytes());
        add("{\r\n      \"ID\":");
        add(&number.to_string());
        add(",\"Leeftijd\":\"");
        add(AGES[place.age].0);
        add("\",\"Marges\":\"");
        add(MARGINS[place.margin].0);
        into.extend_from_slice(&area.code);
        into.extend_from_slice(WAVES[place.wave].0.as_bytes());
        into.extend_from_slice(&area.texts);
        self.write_figures(&place, area, form, into);
        into.extend_from_slice(b"\r\n    }");
    }

    fn place(&self, number: usize) -> Place {
        let rest = number / WAVES.len();
        let (area, rest) = (rest % self.areas.len(), rest / self.areas.len());
        Place {
            wave: number % WAVES.len(),
            area,
            margin: rest % MARGINS.len(),
            age: rest / MARGINS.len(),
        }
    }

    /// Adds the figures; the rows of one interval draw the same noise, so that its bounds fit.
    fn write_figures(&self, place: &Place, area: &AreaPieces, form: &Form, into: &mut Vec<u8>) {
        let mut noise = Noise::of(&[place.area, place.wave, place.age]);
        for columns in self.columns.chunks(8) {
            for (column, draw) in columns.iter().zip(noise.bits().to_le_bytes()) {
                into.extend_from_slice(&column.key);
                if area.is_empty || place.wave < column.first_wave {
                    into.extend_from_slice(&form.absent);
                    continue;
                }
                let value = column.base + u16::from(draw);
                let half = area.margin + u16::from(draw >> 3);
                let tenths = match place.margin {
                    0 => value,
                    1 => value.saturating_sub(half),
                    _ => (value + half).min(MOST),
                };
                into.extend_from_slice(&form.tenths[usize::from(tenths)]);
            }
        }
    }
}

impl AreaPieces {
    fn new(area: &Area) -> Self {
        let code = &area.code;
        let [name, kind, coding] = TEXTS;
        let texts = format!(
            "\",\"{name}\":\"{:<NAME_WIDTH$}\",\"{kind}\":\"{:<CODE_WIDTH$}\",\"{coding}\":\"{code:<CODE_WIDTH$}\"",
            area.gemeente,
            area.level.word(),
        );
        let margin = match area.level {
            Level::Land => 3,
            Level::Gemeente => 15,
            Level::Wijk => 40,
            Level::Buurt => 70,
        };
        Self {
            code: format!("\",\"WijkenEnBuurten\":\"{code:<CODE_WIDTH$}\",\"Perioden\":\"")
                .into_bytes(),
            texts: texts.into_bytes(),
            margin,
            is_empty: area.is_empty,
        }
    }
}

impl Column {
    fn new((number, key): (usize, &&str)) -> Self {
        let [draw, ..] = Noise::of(&[number, 57]).bits().to_le_bytes();
        Self {
            key: format!(",\"{key}\":").into_bytes(),
            base: u16::from(draw) * 5 / 2,
            // Some questions were first asked in a later wave.
            first_wave: [0, 0, 0, 1, 0, 2, 0, 3][number % 8],
        }
    }
}
