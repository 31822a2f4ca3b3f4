//! The part of `cargo xtask wasm` that needs wasm-bindgen's library: `xtask-wasm MODULE FOLDER`.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let module = arguments.next().context("usage: xtask-wasm MODULE FOLDER")?;
    let folder = arguments.next().context("usage: xtask-wasm MODULE FOLDER")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).typescript(true).remove_name_section(true).remove_producers_section(true);
    // `init()` without an argument loads the module that lies beside the script.
    bindgen.omit_default_module_path(false).web(true)?;
    bindgen.generate(folder)
}
