//! Office files: programs in them have a name of their own, which stands in the ZIP in plain letters.

use kontor_domain::Problem;

/// What files with macros have in them: those of Microsoft (MS-OFFMACRO, 2.2.1) and `OpenDocument`.
const PARTS: [&[u8]; 2] = [b"vbaProject.bin", b"Basic/script-lc.xml"];
/// Of the longest of them.
const LONGEST: usize = 19;

#[derive(Default)]
pub(super) struct MacroScan {
    /// The end of what came before, shorter than what is looked for.
    before: Vec<u8>,
    found: bool,
}

impl MacroScan {
    pub fn take(&mut self, bytes: &[u8]) {
        self.before.extend_from_slice(bytes);
        let has = |part: &[u8]| self.before.windows(part.len()).any(|w| w.eq_ignore_ascii_case(part));
        let found = PARTS.into_iter().any(has);
        self.found |= found;
        let old = self.before.len().saturating_sub(LONGEST - 1);
        self.before.drain(..old);
    }

    /// # Errors
    /// [`Problem::FileHasMacros`].
    pub fn finish(self) -> Result<(), Problem> {
        if self.found { Err(Problem::FileHasMacros) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn macros_are_found_also_where_two_pieces_meet() {
        for part in PARTS {
            assert!(part.len() <= LONGEST);
            let file = [b"PK\x03\x04..........".as_slice(), part, b"..........................."].concat();
            for cut in 0..file.len() {
                let mut scan = MacroScan::default();
                scan.take(&file[..cut]);
                scan.take(&file[cut..]);
                assert_eq!(scan.finish(), Err(Problem::FileHasMacros), "{cut}");
            }
        }
        let mut scan = MacroScan::default();
        scan.take(b"PK\x03\x04..........word/document.xml..........");
        assert_eq!(scan.finish(), Ok(()));
    }
}
