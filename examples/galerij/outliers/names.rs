//! Names of wijken at the edge. All are made up.

/// Long names, one of them in a single word that cannot be broken at a space.
pub const LONG: [&str; 12] = [
    "Sint Anthonis en omliggende buitengebieden ten noorden van de Peelrandbreuk",
    "Verspreide huizen Kattenbroek, Hooglanderveen-Zuid en Nieuwland-Waterkwartier",
    "Bedrijventerreinbuitengebiedwaterschapsheuvelnatuurontwikkelingszone",
    "Buitengebied Gasselternijveenschemond en Oud-Annerveen",
    "Nuenen-Zuid (Eeneind, Refelingse Erven en Papenvoort)",
    "Gerwen en verspreide huizen in het Groot Kievitsdalsebos",
    "Nederwetten, Hooidonk en Olen",
    "Westerschouwen-Burghsluis-Nieuw-Haamstede-Serooskerke",
    "Ooster- en Westerbuurtschap bij de Overzijdse Polder",
    "Wijk 09 Recreatieterreinen en jachthavens rond de Plas",
    "Centrum, Binnenstad-Oost en Stationsomgeving",
    "Zuidwest-Drentse Veldontginningen en omstreken",
];

/// Short names.
pub const SHORT: [&str; 12] = [
    "A", "Ee", "Y", "Rijs", "Oss", "Ie", "U", "Ede", "O", "'t", "De", "Aa",
];

/// Names that do harm when they are not printed as they are.
pub const HOSTILE: [&str; 11] = [
    "#read(\"/etc/passwd\")",
    "] #panic() [",
    "Wijk \"Aan 't Water\" \\",
    "$x^2$ *vet* _schuin_",
    "=HYPERLINK(\"http://voorbeeld.nl\")",
    "<b>&amp;</b> <!-- weg -->",
    "Emoji 😀 wijk",
    "{{ x }} << y >> {% z %}",
    "É ë ŷ Œ ß Ĳsselwijk",
    "@bron <label> = kop",
    "// weg /* weg */ - - -",
];
