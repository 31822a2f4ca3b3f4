//! `call` with arbitrary bytes keeps its promises. The first byte picks the operation, the rest is the request.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((first, request)) = data.split_first() else { return };
    let Ok(request) = std::str::from_utf8(request) else { return };
    coaraci_fuzz::check(coaraci_fuzz::operation(usize::from(*first)), request);
});
