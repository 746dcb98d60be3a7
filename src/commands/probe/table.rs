//! Asks for one table, and says what came of it.

use std::collections::BTreeSet;

use regiobeeld_fetchers::{
    AskedRows, FetchContext, FetchError, FigurePlace, Host, ShapeError, Slice, SourceKind, Sources,
    Store, StoredSlice, TableSource, TransportErrorKind, ask_areas, fetch_slice,
};
use serde::Serialize;

use super::super::division::AREAS;
use super::super::reports;
use super::known::{Asked, GEMEENTE, Known};
use super::stems::{self, Stem};
use crate::batch::FetchedSlice;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::frame;
use crate::themes::Catalogue;

/// Most by which a published figure may differ in the last bits.
const EXACT: f64 = 1e-9;

/// What came of one table.
#[derive(Debug, Serialize)]
pub(super) struct TableProbe {
    tabel: String,
    titel: String,
    bron: String,
    bereikbaar: bool,
    /// Columns with figures or text, without dimensions.
    kolommen: usize,
    dimensies: Vec<String>,
    gewijzigd: Option<String>,
    status: Option<String>,
    rijen: u64,
    /// Whether the source says that any of it is made up: then a test server answered.
    fictief: bool,
    cijfers: Vec<Figure>,
    stammen: Vec<Stem>,
    fout: Option<String>,
    #[serde(skip)]
    exit: Option<Exit>,
}

/// A figure that is known, beside what the source says now.
#[derive(Debug, Serialize)]
struct Figure {
    wat: &'static str,
    bron: &'static str,
    verwacht: f64,
    gevonden: Option<f64>,
    gelijk: bool,
}

/// Asks for tables one after the other; a host that cannot be reached is asked once.
pub(super) struct Prober<'a> {
    context: &'a FetchContext<'a>,
    store: &'a Store,
    sources: &'a Sources,
    catalogue: &'a Catalogue,
    silent: BTreeSet<Host>,
}

impl<'a> Prober<'a> {
    pub(super) fn new(
        context: &'a FetchContext<'a>,
        store: &'a Store,
        sources: &'a Sources,
        catalogue: &'a Catalogue,
    ) -> Self {
        Self {
            context,
            store,
            sources,
            catalogue,
            silent: BTreeSet::new(),
        }
    }

    /// Asks for a table.
    ///
    /// # Errors
    /// When the list of sources lacks the table, or the disk refuses.
    pub(super) fn probe(&mut self, asked: &Asked) -> Result<TableProbe, CommandError> {
        let table = self.sources.table(asked.table).ok_or_else(|| {
            let text = format!("tabel {} staat niet in de lijst van bronnen", asked.table);
            CommandError::new(Exit::Internal, text)
        })?;
        let mut probe = TableProbe::new(table);
        if self.silent.contains(&table.bron) {
            probe.fail(Exit::Source, "de bron was net niet te bereiken".to_owned());
            return Ok(probe);
        }
        let gemeente = Slice::Gemeente(GEMEENTE.to_owned());
        let slice = if table.has_slice(&gemeente) {
            gemeente
        } else {
            Slice::Land
        };
        if let Err(error) = fetch_slice(self.context, &table.id, &slice) {
            self.failed(&mut probe, table, &error);
            return Ok(probe);
        }
        let stored = self
            .store
            .slice(&table.id, &slice)
            .map_err(reports::store_error)?;
        let Some(stored) = stored else {
            let text = format!("de tabel kent {slice} niet");
            probe.fail(Exit::Shape, text);
            return Ok(probe);
        };
        probe.describe(&stored);
        if let Some(instead) = &stored.receipt.uitwijk {
            // The report can do with it, but the service that was asked about failed.
            let text = format!(
                "{}; laag {} antwoordde in plaats daarvan",
                instead.reden, instead.laag
            );
            probe.fail(Exit::Source, text);
        }
        if table.soort == SourceKind::Odata3 {
            probe.stammen = stems::check(self.catalogue, self.sources, table, &stored.meta);
            if probe.stammen.iter().any(Stem::is_missed) {
                probe.exit = Some(Exit::Shape);
            }
        }
        if table.reeks == AREAS {
            probe.regions(table, &stored);
        }
        for known in asked.figures {
            match self.figure(table, &stored, known) {
                Ok(found) => probe.compare(known, found),
                Err(error) => self.failed(&mut probe, table, &error),
            }
        }
        Ok(probe)
    }

    /// Returns a figure: from the gemeente that is there, else asked for alone.
    fn figure(
        &self,
        table: &TableSource,
        stored: &StoredSlice,
        known: &Known,
    ) -> Result<Option<f64>, FetchError> {
        let shape = |error: ShapeError| FetchError::Shape {
            tabel: table.id.clone(),
            slice: known.what.to_owned(),
            oorzaak: Box::new(error),
            uitwijk: None,
        };
        let read = |place: FigurePlace<'_>| stored.figure(place).map_err(shape);
        if known.place.area == GEMEENTE {
            return read(known.place);
        }
        let rows: AskedRows = ask_areas(self.context, &table.id, &[known.place.area])?;
        rows.figure(known.place).map_err(shape)
    }

    fn failed(&mut self, probe: &mut TableProbe, table: &TableSource, error: &FetchError) {
        if let FetchError::Source { oorzaak, .. } = error
            && matches!(
                oorzaak.kind,
                TransportErrorKind::Connect | TransportErrorKind::Timeout
            )
        {
            self.silent.insert(table.bron);
        }
        let (fault, exit) = FetchedSlice::told(error);
        probe.fail(exit, fault);
    }
}

impl TableProbe {
    fn new(table: &TableSource) -> Self {
        Self {
            tabel: table.id.clone(),
            titel: table.titel.clone(),
            bron: table.bron.name().to_owned(),
            bereikbaar: false,
            kolommen: 0,
            dimensies: Vec::new(),
            gewijzigd: None,
            status: None,
            rijen: 0,
            fictief: false,
            cijfers: Vec::new(),
            stammen: Vec::new(),
            fout: None,
            exit: None,
        }
    }

    /// Returns the exit code that this table leads to.
    pub(super) fn exit(&self) -> Exit {
        let differs = self.cijfers.iter().any(|figure| !figure.gelijk);
        let found = if differs {
            Exit::Difference
        } else {
            Exit::Done
        };
        self.exit.unwrap_or(found)
    }

    fn fail(&mut self, exit: Exit, fault: String) {
        self.exit = Some(exit);
        self.fout = Some(match self.fout.take() {
            Some(former) => format!("{former}\n{fault}"),
            None => fault,
        });
    }

    fn describe(&mut self, stored: &StoredSlice) {
        let meta = &stored.meta;
        self.bereikbaar = true;
        self.kolommen = meta.topics.len();
        self.dimensies = meta.dimensions.iter().map(|of| of.key.clone()).collect();
        self.gewijzigd = meta.modified.clone();
        self.status = meta.status.clone();
        self.rijen = stored.receipt.rijen;
        self.fictief = stored.receipt.fictief;
    }

    /// Looks whether every kind of region is in the table of areas.
    fn regions(&mut self, table: &TableSource, stored: &StoredSlice) {
        match frame::division(table, stored) {
            Ok(division) => {
                for (kind, reason) in division.source.lacking {
                    self.fail(Exit::Shape, format!("geen {}: {reason}", kind.noun()));
                }
            }
            Err(error) => self.fail(Exit::Shape, error.to_string()),
        }
    }

    fn compare(&mut self, known: &Known, found: Option<f64>) {
        self.cijfers.push(Figure {
            wat: known.what,
            bron: known.source,
            verwacht: known.value,
            gevonden: found,
            gelijk: found.is_some_and(|found| (found - known.value).abs() < EXACT),
        });
    }

    /// Returns what came of the table, for a person.
    pub(super) fn in_words(&self) -> String {
        let mut lines = vec![format!("{}  {}  ({})", self.tabel, self.titel, self.bron)];
        if self.bereikbaar {
            let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "onbekend".into());
            lines.push(format!(
                "  antwoordt: {} kolommen, {} rijen, gewijzigd {}, status {}",
                self.kolommen,
                self.rijen,
                text(&self.gewijzigd),
                text(&self.status)
            ));
            if !self.dimensies.is_empty() {
                lines.push(format!("  dimensies: {}", self.dimensies.join(", ")));
            }
        }
        if self.fictief {
            lines.push("  FICTIEF: een deel van dit antwoord is verzonnen, dus het komt niet van de bron zelf".to_owned());
        }
        for figure in &self.cijfers {
            let found = figure
                .gevonden
                .map_or("niets".to_owned(), |found| found.to_string());
            let verdict = if figure.gelijk { "klopt" } else { "ANDERS" };
            lines.push(format!(
                "  {verdict}: {}: verwacht {}, gevonden {found} ({})",
                figure.wat, figure.verwacht, figure.bron
            ));
        }
        lines.extend(stems::in_words(&self.stammen));
        if let Some(fault) = &self.fout {
            lines.extend(fault.lines().map(|line| format!("  MISLUKT: {line}")));
        }
        lines.join("\n")
    }
}
