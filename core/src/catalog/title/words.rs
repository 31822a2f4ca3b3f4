//! A title in upper case without accents, beside the title as it is.

/// A title and its folded form, character by character.
pub(super) struct Words {
    /// As it is, blanks reduced to one.
    pub plain: Vec<char>,
    /// In upper case, without accents.
    pub folded: Vec<char>,
    text: String,
}

impl Words {
    pub fn of(title: &str) -> Words {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain: Vec<char> = title.chars().collect();
        let folded: Vec<char> = plain.iter().map(|character| fold(*character)).collect();
        let text = folded.iter().collect();
        Words { plain, folded, text }
    }

    /// Whether the title holds a word or words, in upper case without accents.
    pub fn has(&self, word: &str) -> bool {
        self.text.contains(word)
    }

    /// Phases that a word states.
    pub fn phases(&self) -> Option<u32> {
        let words = [("MONOFASIC", 1), ("BIFASIC", 2), ("TRIFASIC", 3)];
        words.into_iter().find(|(word, _)| self.has(word)).map(|(_, phases)| phases)
    }

    /// The tokens between blanks: place of the first character and the folded text.
    pub fn tokens(&self) -> Vec<(usize, String)> {
        let mut tokens: Vec<(usize, String)> = Vec::new();
        let mut open = false;
        for (place, character) in self.folded.iter().enumerate() {
            match (*character == ' ', open, tokens.last_mut()) {
                (true, ..) => open = false,
                (false, true, Some((_, token))) => token.push(*character),
                (false, ..) => {
                    tokens.push((place, character.to_string()));
                    open = true;
                }
            }
        }
        tokens
    }

    /// The title as it is from one place to another.
    pub fn between(&self, from: usize, to: usize) -> String {
        let part: String = self.plain.iter().skip(from).take(to.saturating_sub(from)).collect();
        part.trim().to_owned()
    }
}

fn fold(character: char) -> char {
    match character {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'Á' | 'À' | 'Â' | 'Ã' | 'Ä' => 'A',
        'é' | 'ê' | 'è' | 'É' | 'Ê' | 'È' => 'E',
        'í' | 'Í' => 'I',
        'ó' | 'ô' | 'õ' | 'Ó' | 'Ô' | 'Õ' => 'O',
        'ú' | 'ü' | 'Ú' | 'Ü' => 'U',
        'ç' | 'Ç' => 'C',
        other => other.to_ascii_uppercase(),
    }
}
