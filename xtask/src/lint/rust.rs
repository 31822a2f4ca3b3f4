//! Just enough understanding of Rust source: which paths it names, and which modules it declares.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path that starts at the root of this or another crate, resolved against the module it stands in.
#[derive(Debug, PartialEq)]
pub struct Path {
    /// `crate`, or the name of another crate.
    pub root: String,
    /// The first segment below the root; `*` for a glob.
    pub first: String,
    pub line: usize,
}

/// A `mod name` declaration.
#[derive(Debug, PartialEq)]
pub struct Module {
    pub name: String,
    pub line: usize,
}

/// What a file names. `modules` is the module path of the file: `["energy", "module"]`.
pub struct Names {
    pub paths: Vec<Path>,
    pub modules: Vec<Module>,
}

/// Read the paths below `crate` (also written with `super`) and below `other`, a crate's name.
pub fn names(text: &str, module: &[&str], other: &str) -> Result<Names, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("not Rust: {error}"))?;
    let mut reader = Reader { other, names: Names { paths: Vec::new(), modules: Vec::new() } };
    let module: Vec<String> = module.iter().map(ToString::to_string).collect();
    reader.read(tokens, &module);
    Ok(reader.names)
}

struct Reader<'a> {
    other: &'a str,
    names: Names,
}

impl Reader<'_> {
    fn read(&mut self, tokens: TokenStream, module: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        let mut inner: Option<String> = None; // the name of a module whose body comes next
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => match inner.take() {
                    Some(name) => self.read(group.stream(), &[module, &[name]].concat()),
                    None => self.read(group.stream(), module),
                },
                TokenTree::Ident(ident) => {
                    let word = ident.to_string();
                    let line = ident.span().start().line;
                    if word == "mod" {
                        if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                            let name = name.to_string();
                            self.names.modules.push(Module { name: name.clone(), line });
                            inner = Some(name);
                            at += 1;
                        }
                    } else if !follows_colons(&tokens, at) {
                        at = self.path(&tokens, at, &word, module);
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => inner = None,
                _ => {}
            }
            at += 1;
        }
    }

    /// Read a path that may start with `word` at `at`; return the place of its last token that was used.
    fn path(&mut self, tokens: &[TokenTree], at: usize, word: &str, module: &[String]) -> usize {
        match word {
            "super" => {
                let mut levels = 1;
                let mut next = at;
                while colons(tokens, next + 1) && is_word(tokens.get(next + 3), "super") {
                    levels += 1;
                    next += 3;
                }
                if levels >= module.len() && colons(tokens, next + 1) {
                    self.first("crate", tokens, next + 3);
                }
                next
            }
            "crate" => {
                if colons(tokens, at + 1) {
                    self.first("crate", tokens, at + 3);
                }
                at
            }
            _ if word == self.other => {
                if colons(tokens, at + 1) {
                    self.first(word, tokens, at + 3);
                } else if is_word(tokens.get(at + 1), "as") {
                    self.push(word, "self", tokens.get(at));
                }
                at
            }
            _ => at,
        }
    }

    /// Note the segments that stand directly below a root: one, or those of a group.
    fn first(&mut self, root: &str, tokens: &[TokenTree], at: usize) {
        match tokens.get(at) {
            Some(TokenTree::Ident(name)) => self.push(root, &name.to_string(), tokens.get(at)),
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => self.push(root, "*", tokens.get(at)),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inside: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inside.split(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == ',')) {
                    self.first(root, part, 0);
                }
            }
            _ => {} // `crate::$name` in a macro: known only where the macro is used
        }
    }

    fn push(&mut self, root: &str, first: &str, at: Option<&TokenTree>) {
        let line = at.map_or(0, |token| token.span().start().line);
        self.names.paths.push(Path { root: root.into(), first: first.into(), line });
    }
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

/// Do two colons stand at `at`?
fn colons(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    colon(at) && colon(at + 1)
}

fn follows_colons(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && colons(tokens, at - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str, module: &[&str]) -> Vec<(String, String)> {
        names(text, module, "coaraci").unwrap().paths.into_iter().map(|path| (path.root, path.first)).collect()
    }

    fn below_crate(firsts: &[&str]) -> Vec<(String, String)> {
        firsts.iter().map(|first| ("crate".to_owned(), (*first).to_owned())).collect()
    }

    #[test]
    fn reads_single_grouped_and_inline_paths() {
        let text = "use crate::math; use crate::{issue::{Code, Error}, money as m};\nfn f() { crate::series::g(); }";
        assert_eq!(paths(text, &["energy"]), below_crate(&["math", "issue", "money", "series"]));
        assert_eq!(names(text, &["energy"], "coaraci").unwrap().paths[3].line, 2);
    }

    #[test]
    fn reads_globs_and_macros() {
        assert_eq!(paths("use crate::*;", &["energy"]), below_crate(&["*"]));
        assert_eq!(paths("macro_rules! m { () => { $crate::issue::f() } }", &["money"]), below_crate(&["issue"]));
        assert_eq!(paths("macro_rules! m { ($d:ident) => { crate::$d::f() } }", &["api"]), below_crate(&[]));
    }

    #[test]
    fn resolves_super_against_the_module_it_stands_in() {
        assert_eq!(paths("use super::perez;", &["weather", "hay"]), below_crate(&[]));
        assert_eq!(paths("use super::tariff;", &["energy"]), below_crate(&["tariff"]));
        assert_eq!(paths("use super::super::tariff::te;", &["energy", "module"]), below_crate(&["tariff"]));
        assert_eq!(paths("mod tests { use super::*; }", &["energy"]), below_crate(&[]));
        assert_eq!(paths("mod tests { use super::super::tariff; }", &["energy"]), below_crate(&["tariff"]));
    }

    #[test]
    fn does_not_look_into_comments_and_texts() {
        assert_eq!(
            paths("// use crate::tariff;\n/// crate::tariff\nfn f() { \"crate::tariff\"; }", &["energy"]),
            below_crate(&[])
        );
    }

    #[test]
    fn reads_paths_of_another_crate() {
        let of = |text: &str| paths(text, &[]).into_iter().map(|(_, first)| first).collect::<Vec<_>>();
        assert_eq!(of("use coaraci::{api::call, money::Money}; coaraci::math::sin(x)"), ["api", "money", "math"]);
        assert_eq!(of("use coaraci as core;"), ["self"]);
        assert_eq!(of("mod coaraci {} let coaraci = self::coaraci::x;"), Vec::<String>::new());
    }

    #[test]
    fn lists_modules() {
        let found = names("mod a;\npub(crate) mod b { mod c {} }", &[], "coaraci").unwrap().modules;
        assert_eq!(
            found.iter().map(|module| (module.name.as_str(), module.line)).collect::<Vec<_>>(),
            [("a", 1), ("b", 2), ("c", 2)]
        );
    }
}
