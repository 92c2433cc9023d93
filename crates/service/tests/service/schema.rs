//! The store's rules that can be read off schema and source (rules 8, 9, 12 and 13 of the store, docs/ARCHITECTURE.md).

use std::path::Path;

use kontor_service::kontor::MIGRATIONS;

/// Statements of all migrations, without comments, each in one line.
fn statements() -> Vec<String> {
    MIGRATIONS
        .iter()
        .flat_map(|m| {
            let lines: Vec<&str> = m.sql.lines().filter(|l| !l.trim_start().starts_with("--")).collect();
            lines.join(" ").split(';').map(|s| s.trim().to_owned()).collect::<Vec<_>>()
        })
        .filter(|s| !s.is_empty())
        .collect()
}

/// The word after `word` in a statement.
fn after<'a>(statement: &'a str, word: &str) -> &'a str {
    let rest = statement.split_once(word).map_or("", |(_, rest)| rest);
    rest.split_whitespace().next().unwrap_or_default()
}

#[test]
fn migrations_are_numbered_without_a_gap_and_only_ever_add() {
    let numbers: Vec<_> = MIGRATIONS.iter().map(|m| m.number).collect();
    assert_eq!(numbers, (1..=u32::try_from(MIGRATIONS.len()).unwrap()).collect::<Vec<_>>());
    for statement in statements() {
        assert!(!statement.contains("OVERWRITE"), "{statement}");
        assert!(!statement.starts_with("DEFINE") || statement.contains("IF NOT EXISTS"), "{statement}");
    }
}

#[test]
fn every_table_has_a_schema_and_no_index_knows_an_optional_field() {
    let all = statements();
    let optional: Vec<(&str, &str)> = all
        .iter()
        .filter(|s| s.starts_with("DEFINE FIELD") && (s.contains("option<") || s.contains("| none")))
        .map(|s| (after(s, " ON "), after(s, "IF NOT EXISTS ")))
        .collect();
    let mut indexes = 0;
    for statement in &all {
        if statement.starts_with("DEFINE TABLE") {
            assert!(statement.contains("SCHEMAFULL"), "{statement}");
        }
        if statement.starts_with("DEFINE INDEX") {
            indexes += 1;
            let table = after(statement, " ON ");
            let fields = statement.split_once(" FIELDS ").expect("an index has fields").1;
            for field in fields.split(',').map(|f| f.split_whitespace().next().unwrap_or_default()) {
                assert!(!optional.contains(&(table, field)), "{statement}");
                let known = all.iter().any(|s| {
                    s.starts_with("DEFINE FIELD")
                        && after(s, " ON ") == table
                        && after(s, "IF NOT EXISTS ") == field
                });
                assert!(known, "{statement} names a field that the table has not");
            }
        }
    }
    assert!(indexes > 10);
}

/// Changing by a condition over a table has silently matched nothing (SurrealDB 3.3): records are named by their ids.
#[test]
fn no_operation_changes_or_deletes_by_a_condition_over_a_table_or_listens_to_the_database() {
    let mut looked_at = 0;
    let mut folders = vec![
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src"),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/src"),
    ];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for line in text.lines().filter(|l| !l.trim_start().starts_with("//")) {
                assert!(!line.contains("LIVE SELECT"), "{}: {line}", path.display());
                for verb in ["UPDATE ", "DELETE ", "UPSERT "] {
                    for (at, _) in line.match_indices(verb) {
                        if !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                            looked_at += 1;
                            let target = line[at + verb.len()..].trim_start_matches("ONLY ");
                            let by_id = target.starts_with(['$', '{'])
                                || target.starts_with("type::record")
                                // The second half of `INSERT ... ON DUPLICATE KEY UPDATE`.
                                || line[..at].ends_with("ON DUPLICATE KEY ");
                            assert!(by_id, "{}: {line}", path.display());
                        }
                    }
                }
            }
        }
    }
    assert!(looked_at > 15, "{looked_at}");
}
