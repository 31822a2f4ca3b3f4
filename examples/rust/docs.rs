//! The README and the guides, so that their Rust blocks are tested.

macro_rules! pages {
    ($($name:ident $path:literal,)*) => { $(#[doc = include_str!($path)] pub mod $name {})* };
}

pages! {
    readme "../../README.md",
    changelog "../../CHANGELOG.md",
    getting_started "../../docs/guide/getting-started.md",
    contract "../../docs/guide/contract.md",
    columns "../../docs/guide/columns.md",
    prepared "../../docs/guide/prepared.md",
    hashes "../../docs/guide/hashes.md",
    money "../../docs/guide/money.md",
    primeiros_passos "../../docs/guia/primeiros-passos.md",
    contrato "../../docs/guia/contrato.md",
    colunas "../../docs/guia/colunas.md",
    partes_preparadas "../../docs/guia/partes-preparadas.md",
    guia_hashes "../../docs/guia/hashes.md",
    dinheiro "../../docs/guia/dinheiro.md",
}
