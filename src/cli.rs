//! What can be typed: the commands and their options, with help in Dutch.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit;

const TEMPLATE: &str = "{about-with-newline}\nGebruik: {usage}\n\n{all-args}{after-help}";

/// Maakt toegankelijke PDF-rapporten over de gezondheid van een regio, uit open cijfers van CBS
/// en RIVM.
#[derive(Debug, Parser)]
#[command(
    name = "regiobeeld",
    version,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    help_template = TEMPLATE,
    override_usage = "regiobeeld COMMANDO [OPTIES]",
    subcommand_help_heading = "Commando's",
    subcommand_value_name = "COMMANDO",
    next_help_heading = "Opties",
    after_help = exit::HELP,
    arg_required_else_help = true,
)]
pub struct Cli {
    /// Wat er moet gebeuren.
    #[command(subcommand)]
    pub command: Command,
    /// Opties van elk commando.
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command has.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Global {
    /// Map met de opgehaalde gegevens (anders REGIOBEELD_OPSLAG, anders de gegevensmap)
    // Without a value it asks `verifieer` to check the store.
    #[arg(
        long,
        global = true,
        value_name = "MAP",
        num_args = 0..=1,
        default_missing_value = "",
        value_parser = clap::value_parser!(OsString)
    )]
    pub opslag: Option<OsString>,
    /// Geen voortgang en meldingen, alleen fouten
    #[arg(long, global = true)]
    pub stil: bool,
    /// Meer meldingen; -vv geeft alles
    #[arg(short = 'v', global = true, action = clap::ArgAction::Count)]
    pub veel: u8,
    /// Deze hulp
    #[arg(long, short = 'h', global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// De versie van het programma
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Maak de voorbeeldrapporten van RZA Zwolle, zonder internet
    #[command(help_template = TEMPLATE, override_usage = "regiobeeld demo [--uit MAP]")]
    Demo(Demo),
    /// Haal cijfers van CBS, RIVM en PDOK op
    #[command(
        alias = "fetch",
        help_template = TEMPLATE,
        override_usage = "regiobeeld ophalen [--gemeente X]… [--regio R] [--alles] [OPTIES]"
    )]
    Ophalen(Fetch),
    /// Maak één rapport
    #[command(
        alias = "report",
        help_template = TEMPLATE,
        override_usage = "regiobeeld rapport --gemeente X | --regio R [OPTIES]"
    )]
    Rapport(Report),
    /// Maak een rapport voor elke gemeente
    #[command(
        alias = "batch",
        help_template = TEMPLATE,
        override_usage = "regiobeeld reeks --alles | --regio R | --gemeente X… [OPTIES]"
    )]
    Reeks(Batch),
    /// Controleer een lokaal extract, of schrijf er een koppelbestand voor
    #[command(
        alias = "check",
        help_template = TEMPLATE,
        override_usage = "regiobeeld controleer KOPPELBESTAND… [--regio R] [--json]\n          regiobeeld controleer --nieuw BESTAND [--uit KOPPELBESTAND]"
    )]
    Controleer(Check),
    /// Schrijf een regiobestand om mee te beginnen
    #[command(
        alias = "region",
        help_template = TEMPLATE,
        override_usage = "regiobeeld regio --nieuw \"Zwolle, Kampen\" [--uit BESTAND]"
    )]
    Regio(NewRegion),
    /// Laat zien wat er is
    #[command(
        alias = "list",
        help_template = TEMPLATE,
        override_usage = "regiobeeld lijst gemeenten|wijken|regios|indicatoren|bronnen [--json]"
    )]
    Lijst(List),
    /// Controleer of een rapport of de opslag nog klopt
    #[command(
        alias = "verify",
        help_template = TEMPLATE,
        override_usage = "regiobeeld verifieer MANIFEST… | --opslag"
    )]
    Verifieer(Verify),
    /// Vraag de bronnen om één gemeente en vergelijk met bekende cijfers
    #[command(
        alias = "probe",
        help_template = TEMPLATE,
        override_usage = "regiobeeld proef [--bewaar MAP] [--json]"
    )]
    Proef(Probe),
    /// Bekijk of alles er is om rapporten te maken
    #[command(alias = "doctor", help_template = TEMPLATE, override_usage = "regiobeeld diagnose [--json]")]
    Diagnose(Doctor),
}

/// Options of `demo`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Demo {
    /// Map voor de rapporten; de map demo daarin wordt vervangen (anders output)
    #[arg(
        long,
        value_name = "MAP",
        default_value = "output",
        hide_default_value = true
    )]
    pub uit: PathBuf,
}

/// Options of `ophalen`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Fetch {
    /// Code of naam van een gemeente; mag vaker
    #[arg(long, value_name = "X")]
    pub gemeente: Vec<String>,
    /// Regiobestand, ingebouwde regio, soort:naam of code
    #[arg(long, value_name = "R")]
    pub regio: Option<String>,
    /// Alle gemeenten van Nederland
    #[arg(long)]
    pub alles: bool,
    /// Alleen deze tabel, reeks of bron, of «alle» (zie: lijst bronnen); mag vaker
    #[arg(long, value_name = "NAAM")]
    pub bron: Vec<String>,
    /// Bestand of adres van Vektis met zorgkosten per gemeente, zo nodig met JAAR= ervoor; mag vaker
    #[arg(long, value_name = "BESTAND|URL")]
    pub vektis: Vec<String>,
    /// Langste tijd per bron (anders 10 minuten, voor heel Nederland 120)
    #[arg(long, value_name = "MINUTEN")]
    pub tijd: Option<std::num::NonZeroU32>,
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}

/// Options that say how a report is made.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Opties")]
pub struct ReportOptions {
    /// Naam van de editie (anders jaar en maand van de gegevens)
    #[arg(long, value_name = "NAAM")]
    pub editie: Option<String>,
    /// Bewaar de figuren ook als PNG
    #[arg(long)]
    pub png: bool,
    /// Map voor de rapporten (anders output)
    #[arg(
        long,
        value_name = "MAP",
        default_value = "output",
        hide_default_value = true
    )]
    pub uit: PathBuf,
    /// Koppelbestand van een lokaal extract (GGD, praktijken, ziekenhuis); mag vaker
    #[arg(long, value_name = "KOPPELBESTAND")]
    pub extract: Vec<PathBuf>,
    /// Bestand met duiding van partners (Markdown); mag vaker
    #[arg(long, value_name = "BESTAND")]
    pub duiding: Vec<PathBuf>,
    /// Map met eigen sjablonen, die de ingebouwde vervangen
    #[arg(long, value_name = "MAP")]
    pub sjablonen: Option<PathBuf>,
    /// Map met kleuren, logo en teksten van uw organisatie
    #[arg(long, value_name = "MAP")]
    pub huisstijl: Option<PathBuf>,
    /// Haal niets op; gebruik alleen wat er is
    #[arg(long)]
    pub offline: bool,
    /// Sta verzonnen cijfers toe; alles krijgt het merk FICTIEF
    #[arg(long)]
    pub fictief: bool,
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `rapport`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("wat").required(true).args(["gemeente", "regio"]))]
#[command(next_help_heading = "Opties")]
pub struct Report {
    /// Code of naam van de gemeente
    #[arg(long, value_name = "X")]
    pub gemeente: Option<String>,
    /// Regiobestand, ingebouwde regio, soort:naam of code
    #[arg(long, value_name = "R")]
    pub regio: Option<String>,
    /// Hoe het rapport gemaakt wordt.
    #[command(flatten)]
    pub options: ReportOptions,
}

/// Options of `reeks`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("wat").required(true).args(["alles", "gemeente", "regio"]))]
#[command(next_help_heading = "Opties")]
pub struct Batch {
    /// Alle gemeenten van Nederland
    #[arg(long)]
    pub alles: bool,
    /// Code of naam van een gemeente; mag vaker
    #[arg(long, value_name = "X")]
    pub gemeente: Vec<String>,
    /// Alle gemeenten van deze regio, en de regio zelf
    #[arg(long, value_name = "R")]
    pub regio: Option<String>,
    /// Hoeveel rapporten tegelijk (anders zoveel als de computer kernen heeft)
    #[arg(long, value_name = "N")]
    pub taken: Option<std::num::NonZeroUsize>,
    /// Sla rapporten over die al klaar zijn met gelijke gegevens
    #[arg(long)]
    pub hervat: bool,
    /// Maak alleen deel i van n
    #[arg(long, value_name = "i/n", value_parser = parse_share)]
    pub deel: Option<Share>,
    /// Hoe de rapporten gemaakt worden.
    #[command(flatten)]
    pub options: ReportOptions,
}

/// Part `index` of `count`, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// From 1 up to and including `count`.
    pub index: usize,
    /// In how many parts the batch is cut.
    pub count: usize,
}

fn parse_share(text: &str) -> Result<Share, String> {
    let fault = || format!("«{text}» is geen deel zoals 2/10");
    let (index, count) = text.split_once('/').ok_or_else(fault)?;
    let index = index.trim().parse().map_err(|_| fault())?;
    let count = count.trim().parse().map_err(|_| fault())?;
    if (1..=count).contains(&index) {
        Ok(Share { index, count })
    } else {
        Err(fault())
    }
}

/// Options of `controleer`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("wat").required(true).args(["koppelbestand", "nieuw"]))]
#[command(next_help_heading = "Opties")]
pub struct Check {
    /// Koppelbestanden om te controleren, met hun extracten
    #[arg(value_name = "KOPPELBESTAND")]
    pub koppelbestand: Vec<PathBuf>,
    /// Bekijk dit bestand en schrijf een koppelbestand om mee te beginnen
    #[arg(long, value_name = "BESTAND")]
    pub nieuw: Option<PathBuf>,
    /// Koppelbestand om te schrijven (anders op het scherm)
    // `requires` alone is dropped by clap when `nieuw` is ruled out by the group.
    #[arg(
        long,
        value_name = "KOPPELBESTAND",
        requires = "nieuw",
        conflicts_with = "koppelbestand"
    )]
    pub uit: Option<PathBuf>,
    /// Regio waarbinnen namen van gebieden worden gezocht (anders heel Nederland)
    #[arg(long, value_name = "R")]
    pub regio: Option<String>,
    /// Antwoord als JSON
    #[arg(long, conflicts_with = "nieuw")]
    pub json: bool,
}

/// Options of `regio`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct NewRegion {
    /// Gemeenten, gescheiden door een komma
    #[arg(long, value_name = "GEMEENTEN", required = true)]
    pub nieuw: String,
    /// Bestand om te schrijven (anders op het scherm)
    #[arg(long, value_name = "BESTAND")]
    pub uit: Option<PathBuf>,
}

/// What `lijst` can list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListKind {
    /// De gemeenten van de huidige indeling
    Gemeenten,
    /// De wijken die in de opslag staan
    Wijken,
    /// De regio's die een naam hebben
    Regios,
    /// De indicatoren van de catalogus
    Indicatoren,
    /// De tabellen van de bronnen
    Bronnen,
}

/// Options of `lijst`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct List {
    /// gemeenten, wijken, regios, indicatoren of bronnen
    #[arg(value_name = "WAT", hide_possible_values = true)]
    pub what: ListKind,
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `verifieer`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Verify {
    /// manifest.json van een rapport, of de map van het rapport
    #[arg(value_name = "MANIFEST")]
    pub manifest: Vec<PathBuf>,
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `proef`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Probe {
    /// Lege map om alle antwoorden in te bewaren, in de vorm van fixtures
    #[arg(long, value_name = "MAP")]
    pub bewaar: Option<PathBuf>,
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `diagnose`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opties")]
pub struct Doctor {
    /// Antwoord als JSON
    #[arg(long)]
    pub json: bool,
}
