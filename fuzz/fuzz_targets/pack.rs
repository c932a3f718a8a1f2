#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| exuvia_fuzz::pack(data));
