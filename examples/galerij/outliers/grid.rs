//! Made-up outlines of many wijken: a grid in the box of the real ones.

use serde_json::{Value, json};

/// Columns of the map.
const COLUMNS: usize = 14;

/// West, south, east and north of the features.
pub fn bounds(features: &[Value]) -> [f64; 4] {
    fn points(value: &Value, into: &mut Vec<[f64; 2]>) {
        match value.as_array().map(Vec::as_slice) {
            Some([Value::Number(x), Value::Number(y), ..]) => {
                into.extend(x.as_f64().zip(y.as_f64()).map(|(x, y)| [x, y]));
            }
            Some(parts) => parts.iter().for_each(|part| points(part, into)),
            None => {}
        }
    }
    let mut all = Vec::new();
    for feature in features {
        points(&feature["geometry"]["coordinates"], &mut all);
    }
    all.iter().fold(
        [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ],
        |[west, south, east, north], [x, y]| {
            [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
        },
    )
}

/// One cell of a grid: narrow in the middle of the map and wide at its edge, as wijken of a city are.
pub fn cell(place: usize, count: usize, [west, south, east, north]: [f64; 4]) -> Value {
    let lines = count.div_ceil(COLUMNS);
    let share = |at: usize, of: usize| {
        let even = at as f64 / of as f64;
        let apart = 2.0 * even - 1.0;
        (apart.abs().powf(1.15).copysign(apart) + 1.0) / 2.0
    };
    let (column, line) = (place % COLUMNS, place / COLUMNS);
    let x = |at: usize| west + (east - west) * share(at, COLUMNS);
    let y = |at: usize| north - (north - south) * share(at, lines);
    let (left, right, top, bottom) = (x(column), x(column + 1), y(line), y(line + 1));
    json!({"type": "Polygon", "coordinates":
        [[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]]})
}
