//! TableInfos and DataProperties of tables of which no metadata was recorded.

use crate::output::Host;
use crate::rows::Row;

/// What TableInfos says about a table.
pub struct Info<'a> {
    pub host: Host,
    pub id: &'a str,
    pub title: &'a str,
    pub period: &'a str,
    pub frequency: &'a str,
    pub rows: usize,
    pub columns: usize,
}

/// Returns the single row of TableInfos, with the service's keys in its order.
pub fn table_info(info: &Info<'_>) -> String {
    let modified = format!("{}T02:00:00", crate::receipts::RECORDED);
    let base = info.host.base();
    let catalog = match info.host {
        Host::Cbs => "CBS",
        Host::Dataderden => "RIVM",
    };
    Row::new()
        .text("Updated", &modified)
        .json("ID", "1")
        .text("Identifier", info.id)
        .text("Title", info.title)
        .text("ShortTitle", info.title)
        .text(
            "ShortDescription",
            &format!("Gegevens beschikbaar over: {}.", info.period),
        )
        .text("Summary", info.title)
        .text("Modified", &modified)
        .text("MetaDataModified", &modified)
        .text("ReasonDelivery", "Actualisering")
        .text("ExplanatoryText", "")
        .text("OutputStatus", "Regulier")
        .text("Source", &format!("{catalog}."))
        .text("Language", "nl")
        .text("Catalog", catalog)
        .text("Frequency", info.frequency)
        .text("Period", info.period)
        .text("SummaryAndLinks", info.title)
        .text("ApiUrl", &format!("{base}/ODataApi/OData/{}", info.id))
        .text("FeedUrl", &format!("{base}/ODataFeed/OData/{}", info.id))
        .text("DefaultPresentation", "")
        .text("DefaultSelection", "")
        .text("GraphTypes", "Table,Map")
        .json("RecordCount", &info.rows.to_string())
        .json("ColumnCount", &info.columns.to_string())
        .text("SearchPriority", "2")
        .finish()
}

/// A column, group or dimension of a table that is described from scratch.
pub enum Property {
    /// A dimension: kind (`Dimension`, `GeoDetail`, `GeoDimension`, `TimeDimension`), key, title.
    Dimension(&'static str, &'static str, &'static str),
    /// A group title.
    Group(&'static str),
    /// A topic of the last group: key, title, data type, unit, decimals, presentation.
    Topic(
        &'static str,
        String,
        &'static str,
        &'static str,
        u8,
        &'static str,
    ),
}

/// Returns the DataProperties of a table that is described from scratch.
pub fn described(properties: &[Property]) -> Vec<String> {
    let (mut group, mut position) = (None, 0);
    let mut rows = Vec::new();
    for (id, property) in properties.iter().enumerate() {
        let (kind, key, title) = match property {
            Property::Dimension(kind, key, title) => (*kind, *key, *title),
            Property::Group(title) => ("TopicGroup", "", *title),
            Property::Topic(key, title, ..) => ("Topic", *key, title.as_str()),
        };
        let mut row = Row::new()
            .text("odata.type", &format!("Cbs.OData.{kind}"))
            .json("ID", &id.to_string());
        if matches!(property, Property::Group(_)) {
            group = Some(id.to_string());
        } else {
            row = row.json("Position", &position.to_string());
            position += 1;
        }
        let parent = group
            .as_deref()
            .filter(|_| matches!(property, Property::Topic(..)));
        row = row
            .number("ParentID", parent)
            .text("Type", kind)
            .text("Key", key);
        row = row.text("Title", title).text("Description", "");
        row = match property {
            Property::Topic(_, _, datatype, unit, decimals, presentation) => row
                .text("Datatype", datatype)
                .text("Unit", unit)
                .json("Decimals", &decimals.to_string())
                .text("Default", "Impossible")
                .text("PresentationType", presentation),
            Property::Dimension("GeoDetail", ..) => row.json("MapYear", "2024"),
            _ => row,
        };
        rows.push(row.finish());
    }
    rows
}
