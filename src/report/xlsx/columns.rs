//! The columns of a sheet with figures: head, width, explanation and where the cell comes from.

use super::Line;
use super::cell::Value;
use super::grid::{Head, head};
use super::looks::Look;
use super::words;
use crate::area::AreaCode;
use crate::report::build::kind_word;
use crate::report::decimals::rounded;

/// A column of a sheet with figures.
pub struct Column {
    /// Its head.
    pub head: Head,
    /// What stands in it, for the sheet that explains.
    pub explanation: &'static str,
    /// What a row has in it.
    pub value: for<'a> fn(&Line<'a>) -> Value<'a>,
}

/// Columns that fit on paper; those after them say how a figure was made.
pub const PRINTED: usize = 19;

const fn column(
    name: &'static str,
    width: f64,
    explanation: &'static str,
    value: for<'a> fn(&Line<'a>) -> Value<'a>,
) -> Column {
    Column {
        head: head(name, width),
        explanation,
        value,
    }
}

/// The columns, in the order in which people read them.
#[rustfmt::skip]
pub const COLUMNS: [Column; 28] = [
    column("Gebied", 24.0, "Het gebied waar het cijfer over gaat.", |line| {
        name(line, &line.figure.area)
    }),
    column("Indicator", 34.0, "Het onderwerp. Op het blad Definities staat wat het precies betekent.", |line| {
        Value::text(line.figure.indicator.label.as_str())
    }),
    column("Niveau", 11.0, "Het soort gebied: wijk, gemeente, regio of land.", |line| {
        Value::text(words::level(line.figure.area.level()))
    }),
    column("Jaar", 8.0, "Het jaar van het cijfer.", |line| {
        Value::Number(f64::from(line.figure.period.0), Look::Whole)
    }),
    column("Leeftijd", 18.0, "De leeftijd van de mensen over wie het cijfer gaat.", |line| {
        Value::text(line.figure.age.title())
    }),
    column("Waarde", 11.0, "Het cijfer zelf, in de eenheid die ernaast staat.", |line| {
        in_unit(line, line.figure.reading.value(), line.figure.as_published)
    }),
    column("Eenheid", 12.0, "De eenheid van de waarde, de marge en het verschil. Bij % is het verschil in procentpunten.", |line| {
        Value::text(line.figure.indicator.eenheid.label())
    }),
    column("Ondergrens", 12.0, "De onderkant van de marge. Leeg: er is geen marge.", |line| {
        bound(line, |margin| margin.lower())
    }),
    column("Bovengrens", 12.0, "De bovenkant van de marge. Het echte cijfer ligt waarschijnlijk tussen beide grenzen.", |line| {
        bound(line, |margin| margin.upper())
    }),
    column("Aantal mensen", 12.0, "Het aantal mensen dat bij de waarde hoort. Bij percentages is het afgerond op tientallen.", |line| {
        Value::number(line.figure.persons(), Look::Grouped)
    }),
    column("Is er een cijfer?", 14.0, "«bekend» of de reden waarom er geen cijfer is.", |line| {
        Value::text(words::status(line.figure))
    }),
    column("Soort cijfer", 15.0, "Een telling (registratie), een enquête, een schatting met een model of een andere schatting.", |line| {
        Value::text(kind_word(line.figure.kind))
    }),
    column("Vergeleken met", 20.0, "Het gebied waarmee we het cijfer vergelijken.", |line| {
        compared(line, |one| name(line, &one.reference))
    }),
    column("Waarde van vergelijkingsgebied", 19.0, "Hetzelfde cijfer van dat andere gebied, van hetzelfde jaar.", |line| {
        compared(line, |one| in_unit(line, Some(one.reference_value), one.reference_as_published))
    }),
    column("Verschil", 11.0, "De waarde min de waarde van het vergelijkingsgebied.", |line| {
        compared(line, |one| in_unit(line, one.outcome.difference(), false))
    }),
    column("Oordeel", 22.0, "Of het verschil duidelijk is. Zie ook de rijen met «Woord» hieronder.", |line| {
        compared(line, |one| Value::text(words::verdict(one.verdict(&line.figure.indicator))))
    }),
    column("Extra mensen", 12.0, "Hoeveel mensen meer dan wanneer het gebied hetzelfde percentage had als het vergelijkingsgebied. Alleen bij een duidelijk verschil. Onder nul zijn het er minder.", |line| {
        compared(line, |one| Value::number(one.extra_persons.and_then(people), Look::Grouped))
    }),
    column("Opmerking", 40.0, "Wat bijzonder is aan het cijfer, zoals «indicatief» of «marge te smal».", |line| {
        Value::text(line.figure.remark.as_deref().unwrap_or_default())
    }),
    column("Fictief", 9.0, "«ja»: iets in deze rij is verzonnen.", |line| {
        Value::text(if line.is_fictitious() { "ja" } else { "nee" })
    }),
    column("Ondergrens van verschil", 14.0, "De onderkant van de marge van het verschil.", |line| {
        compared(line, |one| {
            let margin = one.outcome.difference_interval();
            in_unit(line, margin.map(|margin| margin.lower()), false)
        })
    }),
    column("Bovengrens van verschil", 14.0, "De bovenkant van de marge van het verschil.", |line| {
        compared(line, |one| {
            let margin = one.outcome.difference_interval();
            in_unit(line, margin.map(|margin| margin.upper()), false)
        })
    }),
    column("Gecorrigeerde p-waarde", 15.0, "De kans op zo'n verschil door toeval, gecorrigeerd voor alle toetsen. Alleen bij enquêtes.", |line| {
        compared(line, |one| Value::number(one.outcome.adjusted_p(), Look::Chance))
    }),
    column("Hoe is de waarde gemaakt?", 32.0, "Gepubliceerd, of hoe wij de waarde berekenden.", |line| {
        Value::text(words::method(line.figure.method))
    }),
    column("Hoe is vergeleken?", 36.0, "De toets of de drempel, en waarom er soms geen oordeel is.", |line| {
        compared(line, |one| Value::text(words::comparison(one)))
    }),
    column("Bron", 12.0, "Wie het cijfer publiceert.", |line| {
        Value::text(line.figure.indicator.bron.as_str())
    }),
    column("Tabel", 16.0, "De tabel van de bron. Zie het blad Bronnen.", |line| {
        let source = line.table.sources.get(line.figure.source);
        Value::text(source.map_or("", |source| source.table.as_str()))
    }),
    column("Gebiedscode", 13.0, "De code van het gebied bij het CBS.", |line| {
        Value::text(line.figure.area.to_string())
    }),
    column("Code van vergelijkingsgebied", 19.0, "De code van het vergelijkingsgebied.", |line| {
        compared(line, |one| Value::text(one.reference.to_string()))
    }),
];

/// The name of an area, or its code when it has none.
fn name<'a>(line: &Line<'a>, area: &AreaCode) -> Value<'a> {
    let known = line.table.names.get(area);
    known.map_or_else(
        || Value::text(area.to_string()),
        |name| Value::text(name.as_str()),
    )
}

fn compared<'a>(
    line: &Line<'a>,
    cell: impl FnOnce(&'a crate::indicators::Comparison) -> Value<'a>,
) -> Value<'a> {
    line.comparison.map_or(Value::Empty, cell)
}

/// The number as `cijfers.csv` has it, so that both files say the same. A published number stands
/// there as it is.
fn in_unit<'a>(line: &Line<'a>, value: Option<f64>, as_published: bool) -> Value<'a> {
    let number = value.map(|value| if as_published { value } else { rounded(value) });
    number.map_or(Value::Empty, |number| {
        Value::in_unit(number, line.figure.indicator.eenheid)
    })
}

fn bound<'a>(line: &Line<'a>, pick: impl FnOnce(crate::statistics::Interval) -> f64) -> Value<'a> {
    let as_published = line.figure.as_published && !line.figure.derived_margin;
    in_unit(line, line.figure.reading.margin().map(pick), as_published)
}

/// People as a number that a cell can hold; whole millions fit.
fn people(number: i64) -> Option<f64> {
    i32::try_from(number).ok().map(f64::from)
}
