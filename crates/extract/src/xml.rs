//! The text between the tags of XML.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::{Limits, cut};

/// Elements within a word: the runs of Microsoft's and the spans of the open formats. All others end one.
const WITHIN: [&[u8]; 5] = [b"r", b"t", b"span", b"rPr", b"a"];

/// What can be read of it; XML that breaks off ends there.
pub fn text(bytes: &[u8], limits: &Limits) -> String {
    let mut text = String::new();
    add(bytes, &mut text, limits);
    text
}

/// Adds the text of one file to what there is.
pub fn add(bytes: &[u8], text: &mut String, limits: &Limits) {
    let mut reader = Reader::from_reader(bytes);
    reader.config_mut().check_end_names = false;
    // The number of a text in a table is no text.
    let mut number_of_text = false;
    while text.len() < limits.text {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                if tag.local_name().as_ref() == b"c" {
                    number_of_text = is_shared(&tag);
                }
                end_word(tag.local_name().as_ref(), text);
            }
            Ok(Event::Empty(tag)) => end_word(tag.local_name().as_ref(), text),
            Ok(Event::End(tag)) => {
                end_word(tag.local_name().as_ref(), text);
                number_of_text &= tag.local_name().as_ref() != b"c";
            }
            Ok(Event::Text(words)) if !number_of_text => text.push_str(&String::from_utf8_lossy(&words)),
            Ok(Event::CData(words)) => text.push_str(&String::from_utf8_lossy(&words)),
            Ok(Event::GeneralRef(reference)) => {
                let name = String::from_utf8_lossy(&reference);
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => text.push(c),
                    _ => text.push_str(resolve_predefined_entity(&name).unwrap_or(" ")),
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    cut(text, limits.text);
}

/// Is a cell's value the number of a text that stands elsewhere (ECMA-376 part 1, 18.3.1.4)?
fn is_shared(cell: &BytesStart<'_>) -> bool {
    cell.try_get_attribute("t").ok().flatten().is_some_and(|t| t.value.as_ref() == b"s")
}

fn end_word(element: &[u8], text: &mut String) {
    if !WITHIN.contains(&element) && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> String {
        text(xml.as_bytes(), &Limits::default()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_in_pieces_is_one_word_and_paragraphs_are_apart() {
        let letter = "<w:p><w:r><w:t>Hydraulik</w:t></w:r><w:r><w:t>schlauch</w:t></w:r></w:p><w:p><w:t>M&#252;ller &amp; Co</w:t></w:p>";
        assert_eq!(words(letter), "Hydraulikschlauch Müller & Co");
    }

    #[test]
    fn of_a_table_numbers_are_read_and_numbers_of_texts_are_not() {
        let sheet = r#"<row><c r="A1" t="s"><v>7</v></c><c r="B1"><v>4711</v></c><c><v>9</v></c></row>"#;
        assert_eq!(words(sheet), "4711 9");
    }

    #[test]
    fn what_breaks_off_is_read_until_there() {
        assert_eq!(words("<a><b>eins</b><c>zwei"), "eins zwei");
        assert!(words("<<<>>&&&;").len() < 10);
    }
}
