//! What xlsx and xlsb share: how the parts of the file refer to each other.

use super::archive::Archive;
use super::cells::Sheet;
use super::fault::{ReadFault, Spot};
use super::limits::Ledger;
use super::xlsx::Shared;
use super::xml::{Node, Xml};

/// A reference from one part to another.
#[derive(Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of the type: `worksheet`, `styles`, `sharedStrings`.
    pub(super) kind: String,
    /// The name of the part, from the root of the file.
    pub(super) target: String,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The reference to its part.
    pub(super) relation: String,
}

impl Listed {
    /// Returns the part with the sheet; none for a chart or a sheet with macros.
    pub(super) fn part<'r>(&self, relations: &'r [Relation]) -> Option<&'r str> {
        let is_it = |r: &&Relation| r.id == self.relation && r.kind == "worksheet";
        relations.iter().find(is_it).map(|r| r.target.as_str())
    }
}

/// More references than this are no workbook.
const MOST: usize = 20_000;

/// Returns the name of the part with the workbook.
pub(super) fn main_part(archive: &mut Archive) -> Result<String, ReadFault> {
    let found = relations(archive, "_rels/.rels", "")?;
    found
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map(|relation| relation.target)
        .ok_or(ReadFault::OtherKind("een ingepakt bestand (zip)"))
}

/// Returns the references of a part; none when it has none.
pub(super) fn relations_of(archive: &mut Archive, part: &str) -> Result<Vec<Relation>, ReadFault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = match folder {
        "" => format!("_rels/{name}.rels"),
        folder => format!("{folder}/_rels/{name}.rels"),
    };
    relations(archive, &path, folder)
}

fn relations(archive: &mut Archive, path: &str, folder: &str) -> Result<Vec<Relation>, ReadFault> {
    let spot = Spot::default();
    let Some(part) = archive.part(path)? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(part);
    let mut found = Vec::new();
    loop {
        match xml.next(&spot)? {
            Node::Open(tag) if tag.name() == b"Relationship" => {
                // What lies outside the file is not looked at.
                if tag.attribute("TargetMode").as_deref() == Some("External") {
                    continue;
                }
                let (Some(id), Some(kind), Some(target)) = (
                    tag.attribute("Id"),
                    tag.attribute("Type"),
                    tag.attribute("Target"),
                ) else {
                    continue;
                };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolve(folder, &target);
                found.push(Relation { id, kind, target });
                if found.len() > MOST {
                    return Err(ReadFault::TooManyParts);
                }
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// The name of a part from the root of the file, for a target that is seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !matches!(*step, "" | "."));
    steps.join("/")
}

/// Reads the part that lists the sheets.
type ReadWorkbook = fn(&mut Archive, &str, &mut Shared, &Ledger) -> Result<Vec<Listed>, ReadFault>;

/// How the parts of a workbook are read: as XML (xlsx) or as records (xlsb).
pub(super) struct Parts {
    /// Lists the sheets, and says what holds for the whole workbook.
    pub(super) workbook: ReadWorkbook,
    /// Reads the texts that cells refer to.
    pub(super) shared_texts:
        fn(&mut Archive, &str, &mut Shared, &mut Ledger) -> Result<(), ReadFault>,
    /// Reads the formats of cells.
    pub(super) styles: fn(&mut Archive, &str, &mut Shared, &Ledger) -> Result<(), ReadFault>,
    /// Reads one worksheet into the ledger.
    pub(super) sheet: fn(&mut Archive, &str, &Shared, &mut Ledger) -> Result<(), ReadFault>,
}

/// Reads all worksheets, and what they share; sheets with only a chart or with macros are passed
/// over.
pub(super) fn sheets(
    archive: &mut Archive,
    ledger: &mut Ledger,
    parts: &Parts,
) -> Result<(Vec<Sheet>, Shared), ReadFault> {
    let main = main_part(archive)?;
    let relations = relations_of(archive, &main)?;
    let of_kind = |kind: &str| relations.iter().find(|relation| relation.kind == kind);
    let mut shared = Shared::default();
    let listed = (parts.workbook)(archive, &main, &mut shared, ledger)?;
    if let Some(relation) = of_kind("sharedStrings") {
        (parts.shared_texts)(archive, &relation.target, &mut shared, ledger)?;
    }
    if let Some(relation) = of_kind("styles") {
        (parts.styles)(archive, &relation.target, &mut shared, ledger)?;
    }
    let mut sheets = Vec::new();
    for sheet in listed {
        if let Some(part) = sheet.part(&relations) {
            ledger.begin_sheet(&sheet.name);
            (parts.sheet)(archive, part, &shared, ledger)?;
            sheets.push(ledger.end_sheet(sheet.name, sheet.hidden));
        }
    }
    Ok((sheets, shared))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_their_folder_and_never_leave_the_file() {
        assert_eq!(
            resolve("xl", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(
            resolve("xl/worksheets", "../media/./a.png"),
            "xl/media/a.png"
        );
        assert_eq!(resolve("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(resolve("xl", "../../../../etc/passwd"), "etc/passwd");
    }
}
