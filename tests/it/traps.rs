//! The known traps of the live services, and for each the tests that keep us out of it.
//!
//! The numbers are those of the list of traps in the knowledge of the sources; a trap whose test
//! is renamed or lost fails here.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use regiobeeld_fetchers::{FetchContext, Slice, Sources, fetch_slice, fetch_whole};

use crate::support::fixtures::{files, service};
use crate::support::server::Server;
use crate::support::{http, store};

/// Number, what the service does, and the tests.
const TRAPS: [(usize, &str, &[&str]); 36] = [
    (
        1,
        "wrong padding gives 200 and nothing",
        &["codes_with_other_padding_than_the_rows_are_an_error_and_no_empty_answer"],
    ),
    (
        2,
        "more than 10 000 records on the Api give 500",
        &[
            "the_country_is_split_by_period_only_when_too_large",
            "a_refused_question_is_not_repeated",
        ],
    ),
    (
        3,
        "$skip on the Api",
        &["questions_are_ones_that_every_service_answers"],
    ),
    (
        4,
        "a filter on a topic gives 500",
        &["questions_are_ones_that_every_service_answers"],
    ),
    (
        5,
        "a range of area codes is ignored",
        &[
            "questions_are_ones_that_every_service_answers",
            "another_shape_is_told_and_not_stored",
        ],
    ),
    (
        6,
        "more than 60 conditions give 500",
        &["questions_are_ones_that_every_service_answers"],
    ),
    (
        7,
        "without $format the answer is XML",
        &["questions_are_ones_that_every_service_answers"],
    ),
    (
        8,
        "numbers and capitals of keys move",
        &[
            "a_column_that_moved_is_found_by_its_stem",
            "a_moved_or_recapitalised_column_is_found",
        ],
    ),
    (
        9,
        "trailing blanks and equal titles",
        &[
            "a_description_is_read_with_groups_units_and_padded_codes",
            "the_group_decides_between_equal_stems",
        ],
    ),
    (
        10,
        "text columns keep the point",
        &["text_is_trimmed_dots_are_absent_and_zero_is_a_value"],
    ),
    (
        11,
        "k_ before a digit",
        &["stems_lose_prefix_and_number_only"],
    ),
    (
        12,
        "the newest year is half empty",
        &["a_newest_year_without_values_is_stored_as_absent_beside_the_older_ones"],
    ),
    (
        13,
        "NL00 and NL01",
        &["codes_of_every_level_are_read_and_written"],
    ),
    (
        14,
        "counts at StatLine, percentages at PDOK",
        &["a_figure_that_no_longer_comes_is_absent_and_never_zero"],
    ),
    (
        15,
        "numbers that mean no number",
        &["numbers_for_no_number_are_none_and_zero_is_zero"],
    ),
    (16, "numbers as text with a comma", &["numbers_as_text"]),
    (
        17,
        "zero is a value",
        &["text_is_trimmed_dots_are_absent_and_zero_is_a_value"],
    ),
    (
        18,
        "a table moves to the other host",
        &["a_table_that_moved_to_the_other_host_is_named_with_that_host"],
    ),
    (
        19,
        "each host has a catalogue of its own",
        &["newer_tables_are_named_with_one_question_per_host"],
    ),
    (
        20,
        "keys are renamed in a new table",
        &["a_renamed_column_names_its_near_matches"],
    ),
    (
        21,
        "a code does not exist in the table",
        &["a_fixed_code_that_is_gone_is_named_with_what_there_is"],
    ),
    (
        22,
        "hours without an answer; new certificates",
        &[
            "a_lasting_fault_is_an_error_of_the_source",
            "an_unusable_ca_file_is_named",
        ],
    ),
    (
        23,
        "long runs break off",
        &[
            "a_broken_run_goes_on_where_it_was",
            "fewer_rows_than_the_table_says_are_not_stored",
        ],
    ),
    (
        24,
        "406 without Accept",
        &["questions_are_ones_that_every_service_answers"],
    ),
    (
        25,
        "hosts of v4 differ",
        &["the_address_is_the_one_that_the_service_knows"],
    ),
    (
        26,
        "PDOK refuses unknown parameters and gives no total",
        &[
            "only_parameters_that_pdok_knows_are_sent",
            "next_links_are_followed_unchanged",
        ],
    ),
    (
        27,
        "pages of WFS repeat features",
        &["pages_that_repeat_features_give_each_once_and_lose_none"],
    ),
    (
        28,
        "water, abroad and letters in codes",
        &[
            "water_and_abroad_are_no_land",
            "letters_in_the_code_of_a_wijk_pass_everywhere",
        ],
    ),
    (
        29,
        "boundaries of another year",
        &["the_axes_and_the_year_of_a_layer_are_looked_at"],
    ),
    (
        30,
        "divisions differ between tables",
        &["figures_of_another_division_are_not_drawn"],
    ),
    (
        31,
        "names of gemeenten",
        &[
            "spellings_of_vektis_are_understood",
            "a_name_that_means_two_or_none_is_not_guessed",
        ],
    ),
    (
        32,
        "open age classes",
        &["open_classes_are_not_counted_twice"],
    ),
    (
        33,
        "double blanks and an empty name at Vektis",
        &["lines_are_read_with_their_blanks_signs_and_empty_cells"],
    ),
    (
        34,
        "parts of rounded counts exceed their whole",
        &["a_part_that_rounding_made_larger_than_its_whole_has_no_share"],
    ),
    (
        35,
        "a mark before the header of a CSV file",
        &["lines_are_read_with_their_blanks_signs_and_empty_cells"],
    ),
    (
        36,
        "codes of a spreadsheet lost their zeros",
        &[
            "bare_numbers_and_lost_zeros_are_codes_of_the_level",
            "a_code_that_is_none_is_a_fault_with_its_text_and_the_line_to_add",
        ],
    ),
];

#[test]
fn every_trap_has_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    for folder in ["src", "fetchers/src", "tests"] {
        collect(&root.join(folder), &mut names);
    }
    let numbers: Vec<usize> = TRAPS.iter().map(|trap| trap.0).collect();
    assert_eq!(numbers, (1..=36).collect::<Vec<_>>());
    let lost: Vec<_> = TRAPS
        .iter()
        .flat_map(|(number, _, tests)| tests.iter().map(move |test| (number, test)))
        .filter(|(_, test)| !names.contains(**test))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

/// Adds the names of the tests below a folder.
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in folder.read_dir().expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("source");
            let mut lines = text.lines().map(str::trim);
            while let Some(line) = lines.next() {
                let name = (line == "#[test]")
                    .then(|| lines.next()?.strip_prefix("fn ")?.split_once('('))
                    .flatten();
                names.extend(name.map(|(name, _)| name.to_owned()));
            }
        }
    }
}

#[test]
fn questions_are_ones_that_every_service_answers() {
    // The server itself refuses a request without Accept and User-Agent.
    let server = Server::start(service(files()).with_feed_page(50));
    let (sources, network, endpoints) = (Sources::builtin(), http(), server.endpoints());
    let (_folder, store) = store();
    let now = Timestamp::from_second(1_767_225_600).expect("time");
    let context = FetchContext::new(&network, &endpoints, &sources, &store, now).forced();
    let zwolle = || Slice::Gemeente("GM0193".into());
    for table in ["85984NED", "50150NED", "03759ned"] {
        for slice in [Slice::Land, zwolle()] {
            fetch_slice(&context, table, &slice).expect("slice");
        }
        fetch_whole(&context, table, &[Slice::Land, zwolle()]).expect("whole");
    }
    fetch_slice(&context, "wijken-2024", &zwolle()).expect("map");
    let dimensions = [
        "WijkenEnBuurten",
        "RegioS",
        "Perioden",
        "Leeftijd",
        "Marges",
        "Geslacht",
        "BurgerlijkeStaat",
    ];
    let asked = server.take_requests();
    assert!(asked.len() > 30, "{}", asked.len());
    for path in asked.iter().filter(|path| path.contains("/OData")) {
        assert!(path.contains("$format=json"), "{path}");
        let on_api = path.contains("/ODataApi/");
        assert!(
            !(on_api && (path.contains("$skip") || path.contains("$top"))),
            "{path}"
        );
        let Some((_, filter)) = path.split_once("$filter=") else {
            continue;
        };
        let filter = filter.replace("%20", " ").replace("%27", "'");
        let conditions: Vec<&str> = filter
            .split('&')
            .next()
            .unwrap_or_default()
            .split(" and ")
            .flat_map(|part| part.split(" or "))
            .map(|part| part.trim_matches(['(', ')']))
            .collect();
        assert!(conditions.len() <= 60, "{path}");
        for condition in conditions {
            let column = condition
                .strip_prefix("startswith(")
                .and_then(|rest| rest.split(',').next())
                .or_else(|| condition.split_once(" eq ").map(|(column, _)| column));
            assert!(
                column.is_some_and(|c| dimensions.contains(&c)),
                "{condition} in {path}"
            );
        }
    }
}
