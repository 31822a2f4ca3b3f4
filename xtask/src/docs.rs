//! `cargo xtask docs`: run every Python and JavaScript block of the README and the guides.
//!
//! Each block is a program of its own. Where lines that print carry a comment behind them, the comments are what the
//! block must print. Blocks marked `js browser` run as a page in Chromium; Rust blocks are documentation tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::process::{Out, command, python, root};
use crate::setup;

struct Block {
    place: String,
    kind: &'static str,
    text: String,
}

/// How a fence begins, and what it holds.
const KINDS: [&str; 3] = ["python", "js browser", "js"];

pub fn run(out: &mut Out) -> Result<()> {
    let folder = root().join("target/docs");
    fs::create_dir_all(&folder)?;
    let mut blocks = Vec::new();
    for file in pages()? {
        let name = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
        blocks.extend(blocks_of(&name, &fs::read_to_string(&file)?)?);
    }
    ensure!(!blocks.is_empty(), "no block of code in the documents");
    let mut failed = 0;
    for (number, block) in blocks.iter().enumerate() {
        if let Err(error) = check(block, &folder, number, out) {
            out.line(format!("{}: {error:#}", block.place))?;
            failed += 1;
        }
    }
    out.line(format!("{} passed, {failed} failed", blocks.len() - failed))?;
    ensure!(failed == 0, "{failed} blocks failed");
    Ok(())
}

/// README and guides.
fn pages() -> Result<Vec<PathBuf>> {
    let mut pages = vec![root().join("README.md")];
    for folder in ["docs/guide", "docs/guia"] {
        let mut files: Vec<_> = fs::read_dir(root().join(folder))?.collect::<Result<_, _>>()?;
        files.sort_by_key(fs::DirEntry::path);
        pages.extend(files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|e| e == "md")));
    }
    Ok(pages)
}

fn blocks_of(name: &str, text: &str) -> Result<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut other = false;
    for (number, line) in text.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```");
        match (fence, &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(_), None) if other => other = false,
            (Some(info), None) => match KINDS.iter().find(|kind| info == **kind) {
                Some(kind) => open = Some(Block { place: format!("{name}:{}", number + 1), kind, text: String::new() }),
                None => other = true,
            },
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    ensure!(open.is_none() && !other, "{name}: a block without an end");
    Ok(blocks)
}

fn check(block: &Block, folder: &Path, number: usize, out: &mut Out) -> Result<()> {
    let write = |ending: &str, text: &str| -> Result<PathBuf> {
        let file = folder.join(format!("block-{number}.{ending}"));
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        Ok(file)
    };
    let printed = match block.kind {
        "python" => out.read(python("").arg(write("py", &block.text)?))?,
        "js" => out.read(command("node", "").arg(write("mjs", &block.text)?))?,
        _ => {
            let file = write("html", &page(&block.text))?;
            let chromium = setup::chromium().context("no Chromium found; `cargo xtask setup` installs it")?;
            let mut browser = command("node", "xtask/node/browser.mjs --load");
            let text = out.read(browser.arg(&file).env("CHROMIUM", chromium))?;
            let mark = format!("block-{number}.html: ");
            text.lines().filter_map(|line| line.split_once(&mark)).map(|(_, text)| format!("{text}\n")).collect()
        }
    };
    let wanted = expected(&block.text);
    let found: Vec<&str> = printed.lines().collect();
    if !wanted.is_empty() && wanted != found {
        bail!("printed {found:?}, its comments say {wanted:?}");
    }
    Ok(())
}

/// The comments behind the lines that print.
fn expected(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.contains("print(") || line.contains("console.log(")).filter_map(comment).collect()
}

fn comment(line: &str) -> Option<&str> {
    let (_, comment) = line.rsplit_once(")  # ").or_else(|| line.rsplit_once("); // "))?;
    Some(comment)
}

/// A page around a script; it stays busy until the script has ended.
fn page(script: &str) -> String {
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>A block of the documents</title>\n\
         <script type=\"importmap\">{{\"imports\":{{\"coaraci-wasm\":\"/bindings-wasm/index.js\"}}}}</script>\n\
         <p aria-busy=\"true\"></p>\n<script type=\"module\">\n{script}\
         document.querySelector('p').removeAttribute('aria-busy');\n</script>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_the_known_kinds_are_found_and_others_skipped() {
        let text = "a\n```python\nprint(1)  # 1\n```\n```rust\nlet a = 1;\n```\n```js browser\nx();\n```\n";
        let blocks = blocks_of("a.md", text).unwrap();
        let found: Vec<_> =
            blocks.iter().map(|block| (block.place.as_str(), block.kind, block.text.as_str())).collect();
        assert_eq!(found, [("a.md:2", "python", "print(1)  # 1\n"), ("a.md:8", "js browser", "x();\n")]);
        assert!(blocks_of("a.md", "```js\nx();\n").is_err());
    }

    #[test]
    fn comments_behind_printing_lines_are_expected() {
        assert_eq!(expected("print(f(1))  # 2\nx = 1  # no\nprint(3)\n"), ["2"]);
        assert_eq!(expected("console.log(a); // R$ 1,00\nlet b; // no\n"), ["R$ 1,00"]);
    }
}
