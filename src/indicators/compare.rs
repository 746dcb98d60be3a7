//! Compares a figure with a reference of the same indicator, year, age group and table.

use super::row::{Comparison, Figure};
use crate::reading::Reading;
use crate::statistics::compare::{
    self, NoTest, RegistryUnit, RelevanceRule, compare_model, compare_range, compare_registry,
};
use crate::statistics::rollup::extra_persons;
use crate::statistics::{self, FigureKind, StatisticsError};
use crate::unit::Unit;

/// Compares a figure with a reference.
///
/// The caller hands over a reference of the same indicator, year and age group; a model estimate
/// is only compared with a model estimate.
///
/// # Errors
/// When the numbers contradict each other, such as a value outside its own margin.
pub fn compare(figure: &Figure, reference: &Figure) -> Result<Option<Comparison>, StatisticsError> {
    let (Reading::Known { value, margin }, Some(reference_value)) =
        (figure.reading, reference.reading.value())
    else {
        return Ok(None);
    };
    if figure.indicator.eenheid == Unit::Aantal {
        // A part always has fewer people than the whole: that says nothing.
        return Ok(None);
    }
    let outcome = match figure.kind {
        FigureKind::Modelschatting if reference.kind == FigureKind::Modelschatting => {
            compare_model(value, margin, reference_value, &RelevanceRule::default())?
        }
        // A score around zero, such as SES-WOA: five per cent of nearly nothing means nothing.
        FigureKind::Registratie
            if figure.indicator.eenheid == Unit::Score && reference_value.abs() < 1.0 =>
        {
            untested(value, reference_value, NoTest::ReferenceIsZero)
        }
        FigureKind::Registratie => compare_registry(
            value,
            reference_value,
            registry_unit(figure.indicator.eenheid),
        )?,
        FigureKind::Schatting => match margin {
            Some(range) => {
                let threshold = registry_unit(figure.indicator.eenheid).threshold(reference_value);
                compare_range(value, range, reference_value, threshold)?
            }
            None => untested(value, reference_value, NoTest::NoMargin),
        },
        // The catalogue refuses surveys and local figures until their tests are joined on.
        FigureKind::Modelschatting | FigureKind::Enquete | FigureKind::Lokaal => {
            untested(value, reference_value, NoTest::NoReference)
        }
    };
    let extra = extra(figure, &outcome)?;
    Ok(Some(Comparison {
        reference: reference.area.clone(),
        on_ladder: false,
        reference_value,
        reference_as_published: reference.as_published,
        outcome,
        extra_persons: extra,
        fictitious: is_fictitious(figure, reference, &outcome),
    }))
}

fn untested(value: f64, reference: f64, reason: NoTest) -> compare::Comparison {
    statistics::Comparison::untested(Some(value - reference), reason)
}

const fn registry_unit(unit: Unit) -> RegistryUnit {
    match unit {
        Unit::Procent => RegistryUnit::Share,
        Unit::Ratio => RegistryUnit::Pressure,
        Unit::Km => RegistryUnit::Distance,
        Unit::Per1000 | Unit::Aantal | Unit::Euro | Unit::Score | Unit::Jaren => {
            RegistryUnit::Other
        }
    }
}

/// Returns the people more than when the area were like the reference; only for percentages.
///
/// # Errors
/// When the sign of the difference contradicts the verdict.
pub fn extra(
    figure: &Figure,
    outcome: &compare::Comparison,
) -> Result<Option<i64>, StatisticsError> {
    let (Unit::Procent, Some(population), Some(difference)) = (
        figure.indicator.eenheid,
        figure.population,
        outcome.difference(),
    ) else {
        return Ok(None);
    };
    let direction = figure.indicator.richting;
    extra_persons(
        outcome.verdict(direction),
        direction,
        difference,
        population,
    )
}

/// A made-up margin makes up the verdict, even when both values are real.
fn is_fictitious(figure: &Figure, reference: &Figure, outcome: &compare::Comparison) -> bool {
    let tested_with_margin = outcome.difference_interval().is_some();
    figure.fictitious
        || reference.fictitious
        || (tested_with_margin && figure.fictitious_margin)
        || (outcome.side().is_some() && figure.fictitious_population)
}
