//! The integration tests, in one program because every test program links polars.

#![expect(
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "helpers of tests stop the test when something is off, and samples are long lists"
)]

mod architecture;
mod batch;
mod bench_server;
mod borders;
mod comparisons;
mod definitions;
mod extract_broken;
mod extract_disclosure;
mod extract_examples;
mod fetch_catalog;
mod fetch_features;
mod fetch_fixtures;
mod fetch_matrix;
mod fetch_network;
mod fetch_rows;
mod fetch_shapes;
mod fetch_store;
mod fetch_v4;
mod fetch_v4_faults;
mod fetch_whole;
mod fetch_whole_faults;
mod figures;
mod fixtures;
mod handleiding;
mod house_colours;
mod landelijk;
mod national;
mod pdf;
mod pdf_house;
mod pdf_letters;
mod pdf_sample;
mod pdf_sample_body;
mod pdf_sample_deeper;
mod pdf_sheets;
mod pdf_text;
mod pdf_typst;
mod program_cli;
mod program_deeper;
mod program_extract;
mod program_extract_new;
mod program_folder;
mod program_house;
mod program_kill;
mod program_map;
mod program_probe;
mod program_remarks;
mod program_report;
mod program_sources;
mod program_stages;
mod program_surveys;
mod program_vektis;
mod regions;
mod row_order;
mod support;
mod traps;
mod whole_reports;
