//! Who may import whom.
//!
//! | layer | modules | may import |
//! |---|---|---|
//! | 0 | `issue`, `math` | nothing of the crate |
//! | 1 | `quantity`; on it `money`, `calendar`, `series`, and the forms `canonical`, `columns`, `prepare` | what is before |
//! | 2 | the domains | 0 and 1, never each other but for `DOMAIN_EDGES` |
//! | 3 | `proposal` | 0 to 2 |
//! | 4 | `api` | all |
//! | outside | `bindings-*`, `server`, `cli`, `report` | `coaraci::api` only |

use super::rust::{Names, names};
use super::{Finding, Source};

/// Each row may import the rows above it.
const LAYERS: [&[&str]; 6] = [
    &["issue", "math"],
    &["quantity"],
    &["money", "calendar", "series", "canonical", "columns", "prepare"],
    &["weather", "energy", "tariff", "financing", "compliance", "commerce", "catalog", "identity"],
    &["proposal"],
    &["api"],
];

/// What every operation answers with: plain shapes at the root of the crate, which only layer 0 stands below.
const ROOT: [&str; 3] = ["Answer", "Source", "SourceKind"];
const USES_ROOT: usize = 3;

/// The two imports between domains that are allowed: importer, imported.
const DOMAIN_EDGES: [(&str, &str); 2] = [("energy", "weather"), ("compliance", "tariff")];

const OUTSIDE: [&str; 4] = ["bindings-", "server/", "cli/", "report/"];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

fn allowed(from: &str, to: &str) -> bool {
    match (layer(from), layer(to)) {
        _ if from == to => true,
        (Some(from), None) => from >= USES_ROOT && ROOT.contains(&to),
        (Some(from), Some(to)) if to < from => true,
        (Some(_), Some(_)) => DOMAIN_EDGES.contains(&(from, to)),
        _ => false,
    }
}

pub fn check(source: &Source) -> Vec<Finding> {
    if !source.path.ends_with(".rs") {
        return Vec::new();
    }
    if let Some(path) = source.path.strip_prefix("core/src/") {
        return in_core(source, path);
    }
    let outside = OUTSIDE.iter().any(|place| source.path.starts_with(place)) && source.path.contains("/src/");
    if outside { outside_core(source) } else { Vec::new() }
}

fn in_core(source: &Source, path: &str) -> Vec<Finding> {
    let module: Vec<&str> = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    let own = module[0];
    if own == "lib" {
        return Vec::new(); // re-exports, no logic
    }
    if layer(own).is_none() {
        return vec![source.finding(1, format!("module `{own}` has no layer"))];
    }
    let Names { paths, .. } = match names(&source.text, &module, "coaraci") {
        Ok(names) => names,
        Err(error) => return vec![source.finding(1, error)],
    };
    let wrong = paths.iter().filter(|path| !allowed(own, &path.first));
    let report = |path: &super::rust::Path| {
        let what = match layer(&path.first) {
            Some(_) => format!("`{own}` may not import `{}`", path.first),
            None => format!("name the module of `{}`: only then its layer is known", path.first),
        };
        source.finding(path.line, what)
    };
    wrong.map(report).collect()
}

fn outside_core(source: &Source) -> Vec<Finding> {
    match names(&source.text, &[], "coaraci") {
        Ok(Names { paths, .. }) => paths
            .iter()
            .filter(|path| path.root == "coaraci" && path.first != "api")
            .map(|path| {
                source.finding(
                    path.line,
                    format!("outside the core only `coaraci::api` may be used, not `{}`", path.first),
                )
            })
            .collect(),
        Err(error) => vec![source.finding(1, error)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    const NONE: [usize; 0] = [];

    fn lines(path: &str, text: &str) -> Vec<usize> {
        check(&source(path, text)).into_iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn lower_layers_and_the_own_module_may_be_imported() {
        assert_eq!(
            lines("core/src/energy/module.rs", "use crate::energy::losses;\nuse crate::{math, money::Money, issue};"),
            NONE
        );
        assert_eq!(lines("core/src/money/mod.rs", "use crate::{issue, quantity::refuse};"), NONE);
        assert_eq!(lines("core/src/proposal/mod.rs", "use crate::{energy, tariff, financing, money};"), NONE);
        assert_eq!(lines("core/src/api.rs", "use crate::{proposal, commerce, issue};"), NONE);
    }

    #[test]
    fn the_same_or_a_higher_layer_may_not_be_imported() {
        assert_eq!(lines("core/src/math.rs", "use crate::issue::Error;"), [1]);
        assert_eq!(lines("core/src/money.rs", "use crate::issue;\nuse crate::calendar;"), [2]);
        assert_eq!(lines("core/src/money/format.rs", "use crate::series;"), [1]);
        assert_eq!(lines("core/src/quantity/mod.rs", "use crate::money;"), [1]);
        assert_eq!(lines("core/src/identity/mod.rs", "use crate::api;"), [1]);
        assert_eq!(lines("core/src/proposal/mod.rs", "use crate::api::call;"), [1]);
    }

    #[test]
    fn domains_never_import_each_other_but_for_two_edges() {
        assert_eq!(lines("core/src/tariff/icms.rs", "fn f() { crate::energy::g(); }"), [1]);
        assert_eq!(lines("core/src/energy/mod.rs", "use crate::weather::perez;"), NONE);
        assert_eq!(lines("core/src/weather/mod.rs", "use crate::energy;"), [1]);
        assert_eq!(lines("core/src/compliance/mod.rs", "use crate::tariff::gd;"), NONE);
        assert_eq!(lines("core/src/tariff/mod.rs", "use crate::compliance;"), [1]);
    }

    #[test]
    fn unknown_modules_and_names_of_the_crate_root_are_refused() {
        assert_eq!(lines("core/src/helpers.rs", ""), [1]);
        assert_eq!(lines("core/src/energy/mod.rs", "use crate::Error;\nuse crate::*;"), [1, 2]);
        assert_eq!(lines("core/src/energy/mod.rs", "use crate::{Answer, Source};"), NONE);
        assert_eq!(lines("core/src/money/mod.rs", "use crate::Answer;"), [1]);
        assert_eq!(lines("core/src/lib.rs", "pub use crate::issue::Error; pub use api::call;"), NONE);
    }

    #[test]
    fn hosts_use_the_api_only() {
        assert_eq!(lines("server/src/main.rs", "use coaraci::api::call;\nuse coaraci::{api, money};"), [2]);
        assert_eq!(lines("bindings-node/src/lib.rs", "fn f() { coaraci::call(); }"), [1]);
        assert_eq!(lines("server/tests/hosts.rs", "use coaraci::money;"), NONE);
        assert_eq!(lines("benches/src/lib.rs", "use coaraci::math;"), NONE);
    }
}
