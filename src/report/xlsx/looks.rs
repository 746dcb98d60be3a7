//! How cells look: the styles of the workbook.

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The line above a table.
    Notice,
    /// Head of a column.
    Head,
    /// Running text, in as many lines as it needs.
    Text,
    /// A year, and what is printed as a whole number without groups.
    Whole,
    /// A number with one decimal.
    OneDecimal,
    /// A whole number in groups of three digits. Excel puts the separators of the reader's language
    /// in the place of the comma and the point: a Dutch reader sees 2.714.040.
    Grouped,
    /// A p-value.
    Chance,
    /// A score around zero, with the decimals that it needs.
    SmallScore,
    /// A day.
    Day,
}

/// The looks of numbers with their formats.
const FORMATS: [(Look, &str); 6] = [
    (Look::Whole, "0"),
    (Look::OneDecimal, "#,##0.0"),
    (Look::Grouped, "#,##0"),
    (Look::Chance, "0.000"),
    (Look::SmallScore, "0.0##"),
    (Look::Day, "dd-mm-yyyy"),
];
/// The first number that a workbook may give to a format of its own.
const FIRST_FORMAT: usize = 164;

impl Look {
    /// Returns how a cell with a number begins, up to the number. It names its look by a number, but for
    /// running text: most cells hold that, so it is the look of a cell that names none.
    pub const fn number_cell(self) -> &'static [u8] {
        match self {
            Self::Notice => br#"<c s="1"><v>"#,
            Self::Head => br#"<c s="2"><v>"#,
            Self::Text => br#"<c><v>"#,
            Self::Whole => br#"<c s="3"><v>"#,
            Self::OneDecimal => br#"<c s="4"><v>"#,
            Self::Grouped => br#"<c s="5"><v>"#,
            Self::Chance => br#"<c s="6"><v>"#,
            Self::SmallScore => br#"<c s="7"><v>"#,
            Self::Day => br#"<c s="8"><v>"#,
        }
    }

    /// The same of a cell with a text, up to its place in the list of texts.
    pub const fn text_cell(self) -> &'static [u8] {
        match self {
            Self::Notice => br#"<c s="1" t="s"><v>"#,
            Self::Head => br#"<c s="2" t="s"><v>"#,
            Self::Text => br#"<c t="s"><v>"#,
            Self::Whole => br#"<c s="3" t="s"><v>"#,
            Self::OneDecimal => br#"<c s="4" t="s"><v>"#,
            Self::Grouped => br#"<c s="5" t="s"><v>"#,
            Self::Chance => br#"<c s="6" t="s"><v>"#,
            Self::SmallScore => br#"<c s="7" t="s"><v>"#,
            Self::Day => br#"<c s="8" t="s"><v>"#,
        }
    }
}

/// Fonts: running text, headings, and white on the colour of the heads; then the fills, of which
/// Excel keeps the first two for itself.
const FONTS_AND_FILLS: &str = concat!(
    r#"<fonts count="3">"#,
    r#"<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>"#,
    r#"<fill><patternFill patternType="gray125"/></fill>"#,
    r#"<fill><patternFill patternType="solid"><fgColor rgb="FF12436D"/>"#,
    r#"<bgColor indexed="64"/></patternFill></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
);
/// The looks without a format of numbers: [`Look::Text`], [`Look::Notice`] and [`Look::Head`].
const PLAIN_LOOKS: &str = concat!(
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">"#,
    r#"<alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" "#,
    r#"applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="0" fontId="2" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" "#,
    r#"applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
);
const PLAIN: usize = 3;
const END: &str = concat!(
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
    r#"<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9" "#,
    r#"defaultPivotStyle="PivotStyleLight16"/></styleSheet>"#,
);

/// Returns `styles.xml` without its first line.
pub fn styles() -> String {
    let (mut formats, mut looks) = (String::new(), String::from(PLAIN_LOOKS));
    for (index, (_, format)) in FORMATS.iter().enumerate() {
        let number = FIRST_FORMAT + index;
        formats.push_str(&format!(
            r#"<numFmt numFmtId="{number}" formatCode="{format}"/>"#
        ));
        looks.push_str(&format!(
            r#"<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>"#
        ));
    }
    let (count, all) = (FORMATS.len(), PLAIN + FORMATS.len());
    format!(
        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <numFmts count=\"{count}\">{formats}</numFmts>{FONTS_AND_FILLS}\
         <cellXfs count=\"{all}\">{looks}</cellXfs>{END}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_look_is_its_place_in_the_styles() {
        let plain = [Look::Text, Look::Notice, Look::Head];
        let formats = FORMATS.map(|(look, _)| look);
        let all = plain.iter().chain(&formats);
        for (place, look) in all.enumerate() {
            let name = match place {
                0 => "<c".to_owned(),
                place => format!("<c s=\"{place}\""),
            };
            let number = format!("{name}><v>");
            assert_eq!(look.number_cell(), number.as_bytes(), "{look:?}");
            let text = format!("{name} t=\"s\"><v>");
            assert_eq!(look.text_cell(), text.as_bytes(), "{look:?}");
        }
        assert_eq!(PLAIN_LOOKS.matches("<xf ").count(), PLAIN);
    }
}
