//! From a group of columns to one `[[indicator]]`, with a check on every column that is used: what
//! the reader of extracts would refuse is proposed and not switched on.

use super::draft::{Block, Line, quoted};
use super::indicator::{self, Facts};
use super::look::{Kind, Look};
use super::pair::{Group, NumberColumn};
use super::period;
use super::tabel::Columns;
use super::table::{Table, head};
use super::unit::{self, Hints};
use crate::extract::forms::text_of;
use crate::unit::Unit;

/// What rounding may put a published bound on the wrong side of its value.
const ROUNDING: f64 = 0.05;

/// What all indicators of a table share.
pub struct Context<'a> {
    /// Everything.
    pub look: &'a Look<'a>,
    /// The table.
    pub table: &'a Table<'a>,
    /// Its columns.
    pub columns: &'a Columns,
    /// Rows that count.
    pub rows: &'a [u32],
    /// Year of the file.
    pub year: Option<period::Found>,
}

impl Context<'_> {
    fn column(&self, index: Option<usize>) -> Option<&NumberColumn> {
        self.columns.numbers.get(index?)
    }

    /// Makes the block of a group of columns.
    pub fn block(&self, group: &Group) -> Option<Block> {
        let lead = self.column(group.lead())?;
        let matched = lead.matched.as_ref();
        let known = matched.map(|matched| matched.indicator.eenheid);
        let unit = self.unit(group, lead, known);
        let facts = Facts {
            name: self.name(lead),
            place: "Kop",
            matched,
            label: None,
            unit,
            columns: self.lines(group),
            age: lead.said.age,
            age_column: self
                .columns
                .age
                .map(|column| head(&self.table.heads, column)),
            period: self.period(lead),
            needs_period: true,
        };
        Some(indicator::block(self.look.catalogue, facts))
    }

    /// The head with what stands over it; the letter when that may be a figure.
    fn name<'s>(&'s self, lead: &'s NumberColumn) -> &'s str {
        if lead.head.starts_with('[') {
            let full = self.table.heads.full(lead.column);
            if full.chars().any(char::is_alphabetic) {
                return full;
            }
        }
        &lead.head
    }

    fn unit(
        &self,
        group: &Group,
        lead: &NumberColumn,
        known: Option<Unit>,
    ) -> Result<unit::Found, String> {
        // A count among respondents is a share that is made here.
        if group.value.is_none() {
            return match known {
                None | Some(Unit::Aantal | Unit::Per1000) => Ok(unit::Found {
                    word: "aantal",
                    because: "de kop spreekt van een aantal".to_owned(),
                }),
                Some(Unit::Procent) if self.is_part(group) && self.base_fits(group) => {
                    Ok(unit::Found {
                        word: "procent",
                        because: "het aandeel wordt gemaakt uit aantal en noemer".to_owned(),
                    })
                }
                Some(unit) => Err(format!(
                    "de kop spreekt van een aantal, en de eenheid in de catalogus is «{}»; met een \
                     kolom noemer kan het wel",
                    unit.as_str()
                )),
            };
        }
        unit::guess(&lead.profile, self.hints(lead), known)
    }

    fn hints(&self, lead: &NumberColumn) -> Hints {
        let row = self.table.unit_row;
        let own = row.map(|row| text_of(self.table.sheet, row, lead.column).to_lowercase());
        let own = own.unwrap_or_default();
        Hints {
            percent: lead.said.percent || own.contains('%') || own.contains("perc"),
            per_1000: lead.said.per_1000 || own.contains("1000") || own.contains("1.000"),
            count: own.starts_with("aantal") || own.starts_with("abs"),
        }
    }

    fn period(&self, lead: &NumberColumn) -> Option<Line> {
        if let Some(column) = self.columns.period {
            let name = head(&self.table.heads, column);
            return Some(Line::new("periode", quoted(&name)).because("kolom met het jaar"));
        }
        if let Some(year) = lead.said.year {
            let line = Line::new("periode", year.0.to_string());
            return Some(line.because("het jaar staat in de kop"));
        }
        let found = self.year.as_ref()?;
        let line = Line::new("periode", found.year.0.to_string());
        Some(line.because(format!("{}; klopt dat?", found.because)))
    }

    /// The lines that name columns; a column that does not fit is proposed only.
    fn lines(&self, group: &Group) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut add = |key: &str, index: Option<usize>, trouble: Option<&str>, why: &str| {
            let Some(column) = self.column(index) else {
                return;
            };
            let line = Line::new(key, quoted(&column.head));
            lines.push(match trouble {
                Some(trouble) => line.because(format!("staat uit: {trouble}")).proposed(),
                None if why.is_empty() => line,
                None => line.because(why),
            });
        };
        add("waarde", group.value, None, "");
        let base_fits = self.base_fits(group);
        let base = (!base_fits).then_some("er staan cellen in die geen aantal zijn");
        add("noemer", group.base, base, "aantal deelnemers");
        let count = match (group.value, group.base) {
            (None, _) => None,
            (Some(_), _) if self.is_part(group) && base_fits => None,
            (Some(_), Some(_)) => {
                Some("het aantal is groter dan de noemer; gaat het over inwoners?")
            }
            (Some(_), None) => Some("zonder noemer is niet te zien of dit deelnemers zijn"),
        };
        add(
            "aantal",
            group.count,
            count,
            "aantal deelnemers voor wie dit geldt",
        );
        let bounds = self.bounds_trouble(group);
        add("ondergrens", group.lower, bounds, "");
        add("bovengrens", group.upper, bounds, "");
        let positive = |index: Option<usize>| {
            let fits = self
                .column(index)
                .is_some_and(|column| column.profile.is_clean() && column.profile.smallest >= 0.0);
            (!(fits && base_fits)).then_some("zonder noemer, of met cellen die geen getal zijn")
        };
        add(
            "effectieve_n",
            group.effective,
            positive(group.effective),
            "",
        );
        add("designeffect", group.design, positive(group.design), "");
        lines
    }

    fn base_fits(&self, group: &Group) -> bool {
        self.column(group.base)
            .is_some_and(|base| base.profile.is_clean() && base.profile.smallest >= 0.0)
    }

    fn number(&self, index: Option<usize>, row: u32) -> Option<f64> {
        let column = self.column(index)?;
        match self.look.kind(self.table.sheet, row, column.column) {
            Kind::Number(value, true) => Some(value * 100.0),
            Kind::Number(value, false) => Some(value),
            _ => None,
        }
    }

    /// Says whether the cases never outnumber the respondents.
    fn is_part(&self, group: &Group) -> bool {
        group.base.is_some()
            && self.rows.iter().all(|row| {
                match (
                    self.number(group.count, *row),
                    self.number(group.base, *row),
                ) {
                    (Some(count), Some(base)) => count <= base && base > 0.0,
                    _ => true,
                }
            })
    }

    /// Bounds come in pairs, around the value.
    fn bounds_trouble(&self, group: &Group) -> Option<&'static str> {
        if group.lower.is_none() && group.upper.is_none() {
            return None;
        }
        if group.lower.is_none() || group.upper.is_none() {
            return Some("er is maar één van beide grenzen");
        }
        let clean = |index| {
            self.column(index)
                .is_some_and(|column| column.profile.is_clean())
        };
        if !clean(group.lower) || !clean(group.upper) {
            return Some("er staan cellen in die geen getal zijn");
        }
        // Fractions are checked as the percentages that they become.
        let is_fraction = |index| {
            self.column(index).is_some_and(|column| {
                column.profile.is_fraction() && column.profile.as_percent == 0
            })
        };
        let factor = if is_fraction(group.value) { 100.0 } else { 1.0 };
        let around = self.rows.iter().all(|row| {
            let at = |index| self.number(index, *row).map(|number| number * factor);
            match (at(group.lower), at(group.value), at(group.upper)) {
                (Some(lower), Some(value), Some(upper)) => {
                    lower <= upper
                        && lower <= value + ROUNDING
                        && value <= upper + ROUNDING
                        && lower >= 0.0
                }
                _ => true,
            }
        });
        (!around).then_some("de waarde ligt niet overal tussen deze grenzen; zijn het afstanden?")
    }
}
