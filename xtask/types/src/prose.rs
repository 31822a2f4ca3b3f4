//! What the operations say about themselves: the doc comments of their functions, read from the core's source.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use syn::{Attribute, Expr, Item, Lit, Meta, Visibility};

/// The doc comment of an operation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Prose {
    /// Its first paragraph, on one line.
    pub summary: String,
    /// The paragraphs after it, without sections and code.
    pub details: String,
    /// The section `# Errors`.
    pub errors: String,
}

/// The doc comments of all public functions of a domain, by name.
pub fn of_domain(core: &Path, domain: &str) -> Result<BTreeMap<String, Prose>> {
    let mut found = BTreeMap::new();
    let folder = core.join("src").join(domain);
    if folder.is_dir() {
        read_folder(&folder, &mut found)?;
    } else {
        read_file(&folder.with_extension("rs"), &mut found)?;
    }
    Ok(found)
}

fn read_folder(folder: &Path, found: &mut BTreeMap<String, Prose>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read_file(&path, found)?;
        }
    }
    Ok(())
}

fn read_file(path: &Path, found: &mut BTreeMap<String, Prose>) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let Ok(file) = syn::parse_file(&text) else { bail!("{} is not Rust", path.display()) };
    for item in file.items {
        if let Item::Fn(function) = item
            && matches!(function.vis, Visibility::Public(_))
        {
            found.insert(function.sig.ident.to_string(), Prose::of(&comment(&function.attrs)));
        }
    }
    Ok(())
}

fn comment(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect::<Vec<_>>().join("\n")
}

impl Prose {
    /// Takes a comment apart.
    pub fn of(comment: &str) -> Prose {
        let (mut text, mut errors, mut section, mut code) = (String::new(), String::new(), None, false);
        for line in comment.lines() {
            if line.trim_start().starts_with("```") {
                code = !code;
            } else if code {
            } else if let Some(title) = line.strip_prefix("# ") {
                section = Some(title.trim() == "Errors");
            } else {
                match section {
                    None => text.extend([line, "\n"]),
                    Some(true) => errors.extend([line, "\n"]),
                    Some(false) => {}
                }
            }
        }
        let text = unlink(text.trim());
        let (summary, details) = text.split_once("\n\n").unwrap_or((&text, ""));
        Prose {
            summary: summary.replace('\n', " "),
            details: details.trim().to_owned(),
            errors: unlink(errors.trim()).replace('\n', " "),
        }
    }
}

/// Links to items of the crate mean nothing outside of it: their text stays. Links to pages stay whole.
pub fn unlink(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = closing(rest) else { break };
        let (inside, after) = (&rest[1..end], &rest[end + 1..]);
        let target = after.strip_prefix('(').and_then(|after| after.split_once(')'));
        match target {
            Some((target, after)) if !target.contains("://") => {
                out.push_str(inside);
                rest = after;
            }
            _ if target.is_none() && inside.starts_with('`') => {
                out.push_str(inside);
                rest = after;
            }
            _ => {
                out.push_str(&rest[..=end]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The place of the bracket that closes the first one.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_comment_apart() {
        let prose = Prose::of(
            "Check a cart\nagainst [`Limit`].\n\nMore of it.\n\n```\ncode\n```\n# Examples\nno\n\n# Errors\n`A`,\n`B`.",
        );
        assert_eq!(prose.summary, "Check a cart against `Limit`.");
        assert_eq!(prose.details, "More of it.");
        assert_eq!(prose.errors, "`A`, `B`.");
    }

    #[test]
    fn keeps_links_to_pages_and_plain_brackets() {
        assert_eq!(
            unlink("see [the rule](crate::rule), a[1] and [law](https://x.br/a)"),
            "see the rule, a[1] and [law](https://x.br/a)"
        );
        assert_eq!(unlink("open [ bracket"), "open [ bracket");
    }
}
