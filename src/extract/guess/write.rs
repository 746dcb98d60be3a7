//! From a draft to the text of a mapping: TOML with a Dutch comment behind or above every guess.

use super::draft::{Block, Draft, Line, comment, exact, quoted, shown};
use super::look::Look;
use crate::disclosure::Profile;
use crate::extract::mapping::Form;
use crate::extract::sheet::{CsvFound, Encoding};

/// Writes the mapping.
pub fn text(look: &Look<'_>, draft: &Draft) -> String {
    let mut page = Page(String::new());
    top(&mut page, look, draft);
    if let Some(csv) = look.workbook.csv {
        csv_part(&mut page, csv, look.decimal);
    }
    area_part(&mut page, draft);
    filter_part(&mut page, draft);
    for block in &draft.indicators {
        indicator(&mut page, block);
    }
    if !draft.indicators.iter().any(|block| block.active) {
        template(&mut page, draft.form);
    }
    missing_part(&mut page, draft);
    fixed_part(&mut page);
    page.0
}

/// The text so far.
struct Page(String);

impl Page {
    fn blank(&mut self) {
        self.0.push('\n');
    }

    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    fn note(&mut self, text: &str) {
        self.raw(format!("# {}", comment(text)).trim_end());
    }

    /// A line, with its reason behind it when both are short, else above it.
    fn line(&mut self, line: &Line, active: bool) {
        let mark = if active && line.active { "" } else { "# " };
        let text = format!("{mark}{} = {}", line.key, line.value);
        match line.because.as_deref().map(comment) {
            None => self.raw(&text),
            Some(why) if text.chars().count() + why.chars().count() <= 116 => {
                self.raw(&format!("{text}  # {why}"));
            }
            Some(why) => {
                self.note(&format!("{}: {why}", shown(&line.key)));
                self.raw(&text);
            }
        }
    }
}

fn top(page: &mut Page, look: &Look<'_>, draft: &Draft) {
    page.note("Koppelbestand van regiobeeld, gemaakt door naar het bestand te kijken.");
    page.note("Tekst achter # is uitleg. Lees alles na: het zijn voorstellen, ook de regels die aan staan.");
    page.note("Controleer daarna met: regiobeeld controleer KOPPELBESTAND");
    if draft.lacks_only_years() {
        page.note("NOG NIET KLAAR: er is geen jaar gevonden. Vul bij elke indicator periode in.");
    } else if !draft.is_ready() {
        page.note(
            "NOG NIET KLAAR: geen enkele kolom is herkend als indicator van de catalogus. Vul \
             hieronder minstens één [[indicator]] in.",
        );
    }
    page.blank();
    page.raw(&format!("bestand = {}", exact(look.file)));
    match &draft.source {
        Some(source) => {
            let line = Line::new("bron", quoted(source));
            page.line(
                &line.because("gevonden in het bestand; zo staat het in het rapport"),
                true,
            );
        }
        None => {
            let line = Line::new("bron", "\"VUL IN: leverancier en onderzoek\"");
            page.line(
                &line.because("zo staat het in het rapport; het bestand zegt het niet"),
                true,
            );
        }
    }
    let line = Line::new("vorm", format!("\"{}\"", draft.form.as_str()));
    page.line(
        &line.because(format!("gebaseerd op: {}", draft.form_because)),
        true,
    );
    for line in &draft.layout {
        page.line(line, true);
    }
    page.raw("# ontvangen = \"2026-05-01\"  # dag waarop het bestand kwam");
    page.raw("# fictief = true  # als de cijfers verzonnen zijn");
    for remark in &draft.remarks {
        page.note(remark);
    }
}

fn csv_part(page: &mut Page, csv: CsvFound, decimal: Option<char>) {
    page.blank();
    page.raw("[csv]  # herkend in het bestand");
    let separator = match csv.separator {
        '\t' => Some("\\t".to_owned()),
        sign @ (';' | ',' | '|') => Some(sign.to_string()),
        _ => None,
    };
    match separator {
        Some(sign) => page.raw(&format!("scheidingsteken = \"{sign}\"")),
        None => page.note("scheidingsteken staat in de eerste regel van het bestand."),
    }
    let encoding = match csv.encoding {
        Encoding::Utf8 => Some("utf-8"),
        // A mark of another encoding is only understood when the encoding is recognised.
        Encoding::Windows1252 if csv.bom => None,
        Encoding::Windows1252 => Some("windows-1252"),
        Encoding::Utf16Le => Some("utf-16"),
        Encoding::Utf16Be => Some("utf-16be"),
    };
    match encoding {
        Some(word) => page.raw(&format!("codering = \"{word}\"")),
        None => page.note("codering staat er niet bij: het bestand heeft er twee door elkaar."),
    }
    match decimal {
        Some(sign) => page.raw(&format!("decimaalteken = \"{sign}\"")),
        None => page.note(
            "decimaalteken = \",\"  Niet herkend: er zijn alleen hele getallen, of punt en komma \
             door elkaar.",
        ),
    }
}

fn area_part(page: &mut Page, draft: &Draft) {
    page.blank();
    page.raw("[gebied]");
    for line in &draft.area {
        page.line(line, true);
    }
    if draft.form == Form::Tabel && draft.area.is_empty() {
        page.raw("# kolom = \"VUL IN\"  # kop van de kolom met de gebieden");
        page.raw("# soort = \"code\"  # code of naam");
        page.raw("# niveau = \"wijk\"  # wijk, gemeente, ggd, provincie, regio of land");
    }
    for remark in &draft.area_remarks {
        page.note(remark);
    }
    page.blank();
    page.raw("[gebied.namen]  # wat een naam in het bestand betekent");
    if draft.names.is_empty() {
        page.note("Bijvoorbeeld: \"Centrum\" = \"WK019310\", of \"Totaal\" = \"overslaan\"");
        return;
    }
    page.note(
        "Deze namen zijn niet zeker. Kies per naam en haal # weg; \"overslaan\" laat de rij weg.",
    );
    for line in &draft.names {
        page.line(line, true);
    }
}

fn filter_part(page: &mut Page, draft: &Draft) {
    if draft.filter.is_empty() && draft.filter_remarks.is_empty() {
        return;
    }
    page.blank();
    page.raw("[filter]  # alleen rijen met deze tekst tellen mee");
    for remark in &draft.filter_remarks {
        page.note(remark);
    }
    for line in &draft.filter {
        page.line(line, true);
    }
}

fn indicator(page: &mut Page, block: &Block) {
    page.blank();
    for text in &block.comments {
        page.note(text);
    }
    page.raw(if block.active {
        "[[indicator]]"
    } else {
        "# [[indicator]]"
    });
    for line in &block.lines {
        page.line(line, block.active);
    }
}

/// When nothing was recognised, a block shows what an indicator needs.
fn template(page: &mut Page, form: Form) {
    page.blank();
    page.note("Voorbeeld van een indicator uit de catalogus («regiobeeld lijst indicatoren»):");
    page.raw("# [[indicator]]");
    page.raw("# id = \"roken\"");
    if form == Form::Tabel {
        page.raw("# waarde = \"VUL IN\"  # kop van de kolom");
        page.raw(
            "# noemer = \"VUL IN\"  # kop van de kolom met het aantal deelnemers, als die er is",
        );
        page.raw("# periode = 2024");
    } else {
        page.raw("# naam_in_bestand = \"VUL IN\"  # naam van de variabele in het bestand");
    }
    page.raw("# eenheid = \"procent\"  # procent, fractie, per_1000 of aantal");
}

fn missing_part(page: &mut Page, draft: &Draft) {
    page.blank();
    page.raw("[ontbreekt]  # teken in een cel = waarom er geen cijfer is");
    page.note("Al bekend, en hier niet nodig: lege cel, . x * -99996 -99997 en <5");
    for line in &draft.missing {
        page.line(line, true);
    }
}

fn fixed_part(page: &mut Page) {
    let default = Profile::default();
    page.blank();
    page.raw("# [onthulling]  # alleen nodig om af te wijken; strenger mag altijd, losser alleen met reden");
    for (key, value, why) in [
        (
            "min_respondenten",
            default.min_respondents,
            "bij minder deelnemers staat er geen cijfer",
        ),
        (
            "indicatief_onder",
            default.indicative_below,
            "bij minder deelnemers krijgt het cijfer een merk",
        ),
        (
            "min_gevallen",
            default.min_cases,
            "bij minder mensen voor wie het geldt staat er geen cijfer",
        ),
        (
            "max_aandeel",
            default.max_share,
            "bij een hoger percentage staat er geen cijfer: het zegt iets over bijna iedereen",
        ),
        (
            "min_aantal",
            default.min_count,
            "kleinere aantallen praktijken en instellingen vallen weg",
        ),
        (
            "afronden",
            default.rounding,
            "aantallen worden afgerond op een veelvoud hiervan",
        ),
    ] {
        page.raw(&format!("# {key} = {value}  # {why}"));
    }
    page.raw("# reden = \"VUL IN\"  # welke afspraak een lossere grens toestaat");
    page.blank();
    page.raw("# [delen]");
    page.raw("# bijlage = true  # false: de cijfers staan alleen in de PDF, niet in csv, xlsx en bijlage");
}
