//! Random requests for a given time: `driver ROOT SECONDS SEED [OPERATION]`.
//!
//! The request that runs stands in fuzz/artifacts/current, for whoever started this when it does not come back.

mod mutate;
mod seeds;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use coaraci::api::OPERATIONS;
use mutate::Random;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next();
    let (Some(root), Some(seconds), Some(seed)) = (next(), next(), next()) else {
        panic!("driver ROOT SECONDS SEED [OPERATION]");
    };
    let root = PathBuf::from(root);
    let only = next();
    let operations: Vec<_> =
        OPERATIONS.iter().filter(|operation| only.as_ref().is_none_or(|only| only == operation.name)).collect();
    assert!(!operations.is_empty(), "no such operation");
    let seeds = seeds::collect(&root);
    let without: Vec<_> =
        operations.iter().map(|operation| operation.name).filter(|name| !seeds.contains_key(*name)).collect();
    if !without.is_empty() {
        println!("without a seed: {}", without.join(", "));
    }

    let mut current = File::create(root.join("fuzz/artifacts/current")).expect("fuzz/artifacts is there");
    let mut random = Random::new(seed.parse().expect("a seed"));
    let end = Instant::now() + Duration::from_secs(seconds.parse().expect("seconds"));
    let mut runs: BTreeMap<&str, u64> = BTreeMap::new();
    let donors: Vec<&String> = seeds.values().flatten().collect();
    while Instant::now() < end {
        for operation in &operations {
            let own = seeds.get(operation.name);
            let seed = own.map_or(donors[random.below(donors.len())], |own| &own[random.below(own.len())]);
            let request = mutate::mutate(seed, donors[random.below(donors.len())], &mut random);
            current.set_len(0).and_then(|()| current.rewind()).expect("the file can be written");
            write!(current, "{}\n{request}", operation.name).expect("the file can be written");
            coaraci_fuzz::check(operation, &request);
            *runs.entry(operation.name).or_default() += 1;
        }
    }
    println!("{} requests to {} operations, seed {seed}", runs.values().sum::<u64>(), runs.len());
}
