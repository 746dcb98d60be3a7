//! What a mapping says of one indicator: its columns, unit, year and ages.

use std::sync::Arc;

use super::check::Check;
use super::definition::define;
use super::file::{FileUnit, Form, IndicatorPart, MappingFile, NumberOrColumn};
use super::{Columns, Given, LocalIndicator};
use crate::period::Year;
use crate::themes::{AgeGroup, Catalogue};
use crate::unit::Unit;

/// Years in which an extract can be.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

impl Check {
    pub(super) fn indicator(
        &mut self,
        typed: &MappingFile,
        part: &IndicatorPart,
        catalogue: &Catalogue,
    ) -> Option<LocalIndicator> {
        let id = &part.id;
        let is_snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if id.is_empty() || !id.chars().all(is_snake) {
            self.fault(format!(
                "indicator «{id}»: de id mag alleen kleine letters, cijfers en _ hebben"
            ));
        }
        let indicator = match define(typed, part, catalogue) {
            Ok(indicator) => indicator,
            Err(faults) => {
                self.faults.extend(faults);
                return None;
            }
        };
        self.columns(typed.vorm, part);
        let unit = part.eenheid.unwrap_or(FileUnit::As(indicator.eenheid));
        self.unit(part, unit, indicator.eenheid);
        if typed.vorm == Form::SwingKubus && unit != FileUnit::As(Unit::Procent) {
            self.fault(format!(
                "indicator «{id}»: van een swing-kubus worden percentages gemaakt; zet eenheid = \
                 \"procent\""
            ));
        }
        let header_row = self.row(&format!("indicator «{id}»: koprij"), part.koprij);
        let age = match part.leeftijd.as_deref() {
            None => Given::Fixed(indicator.bevolking),
            Some(text) => match AgeGroup::from_code(text) {
                Some(age) => Given::Fixed(age),
                None => Given::Column(text.to_owned()),
            },
        };
        Some(LocalIndicator {
            unit,
            columns: Columns {
                value: part.waarde.clone(),
                base: part.noemer.clone(),
                count: part.aantal.clone(),
                lower: part.ondergrens.clone(),
                upper: part.bovengrens.clone(),
                effective: part.effectieve_n.as_ref().map(given),
                design: part.designeffect.as_ref().map(given),
            },
            age,
            period: self.period(typed.vorm, part),
            name_in_file: part.naam_in_bestand.clone(),
            sheet: part.blad.clone().or_else(|| typed.blad.clone()),
            header_row: header_row.or(typed.koprij.and_then(|row| row.checked_sub(1))),
            small_percentages: part.kleine_percentages,
            indicator: Arc::new(indicator),
        })
    }

    fn columns(&mut self, form: Form, part: &IndicatorPart) {
        let id = &part.id;
        if form == Form::Tabel {
            if part.waarde.is_none() && part.aantal.is_none() {
                self.fault(format!(
                    "indicator «{id}»: waarde ontbreekt (of aantal, bij tellingen)"
                ));
            }
        } else if part.naam_in_bestand.is_none() && part.waarde.is_none() {
            self.fault(format!(
                "indicator «{id}»: naam_in_bestand ontbreekt; de vorm {} heeft die nodig",
                form.as_str()
            ));
        }
        if part.ondergrens.is_some() != part.bovengrens.is_some() {
            self.fault(format!(
                "indicator «{id}»: geef ondergrens en bovengrens allebei, of geen van beide"
            ));
        }
        for (key, given) in [
            ("effectieve_n", &part.effectieve_n),
            ("designeffect", &part.designeffect),
        ] {
            if let Some(NumberOrColumn::Number(number)) = given
                && !(number.is_finite() && *number > 0.0)
            {
                self.fault(format!("indicator «{id}»: {key} moet groter zijn dan 0"));
            }
        }
        if part.designeffect.is_some() && part.noemer.is_none() && form == Form::Tabel {
            self.fault(format!(
                "indicator «{id}»: bij designeffect hoort noemer, het aantal deelnemers"
            ));
        }
    }

    /// A unit of the file must lead to that of the report.
    fn unit(&mut self, part: &IndicatorPart, file: FileUnit, shown: Unit) {
        let fits = match file {
            FileUnit::Fraction => shown == Unit::Procent,
            FileUnit::As(Unit::Aantal) => {
                matches!(shown, Unit::Aantal | Unit::Per1000)
                    || (shown == Unit::Procent && part.noemer.is_some())
            }
            FileUnit::As(unit) => unit == shown,
        };
        if !fits {
            self.fault(format!(
                "indicator «{}»: de eenheid in het bestand past niet bij {} van de catalogus",
                part.id,
                shown.as_str()
            ));
        }
    }

    fn period(&mut self, form: Form, part: &IndicatorPart) -> Option<Given<Year>> {
        match &part.periode {
            None => {
                if form == Form::Tabel {
                    self.fault(format!(
                        "indicator «{}»: periode ontbreekt; geef het jaar of de kolom",
                        part.id
                    ));
                }
                None
            }
            Some(NumberOrColumn::Column(text)) => match text.trim().parse::<i32>() {
                Ok(year) if YEARS.contains(&year) => Some(Given::Fixed(Year(year))),
                _ => Some(Given::Column(text.clone())),
            },
            Some(NumberOrColumn::Number(number)) => {
                let year = YEARS
                    .into_iter()
                    .find(|year| (f64::from(*year) - number).abs() < 1e-9);
                if year.is_none() {
                    self.fault(format!("indicator «{}»: periode is geen jaar", part.id));
                }
                year.map(|year| Given::Fixed(Year(year)))
            }
        }
    }
}

fn given(typed: &NumberOrColumn) -> Given<f64> {
    match typed {
        NumberOrColumn::Number(number) => Given::Fixed(*number),
        NumberOrColumn::Column(text) => Given::Column(text.clone()),
    }
}
