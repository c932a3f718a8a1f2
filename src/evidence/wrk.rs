//! What wrk prints.

use super::{Load, What};

pub(super) fn read(text: &str) -> Option<What> {
    let mut lines = text.lines().map(str::trim);
    let first = lines.find(|line| line.starts_with("Running ") && line.contains(" test @ "))?;
    let address = first.split_once(" test @ ")?.1.to_owned();
    let mut out = Load {
        address,
        average: 0,
        percentiles: Vec::new(),
        rate: 0,
        errors: 0,
    };
    let mut is_whole = false;
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["Latency", average, ..] if *average != "Distribution" => {
                out.average = microseconds(average)?;
            }
            [share, value] if share.ends_with('%') => {
                out.percentiles
                    .push(((*share).to_owned(), microseconds(value)?));
            }
            ["Requests/sec:", rate] => {
                out.rate = whole(rate.parse::<f64>().ok()? * 100.0);
                is_whole = true;
            }
            ["Socket", "errors:", rest @ ..] => {
                let numbers = rest.iter().map(|word| word.trim_end_matches(','));
                out.errors += numbers
                    .filter_map(|word| word.parse::<u64>().ok())
                    .sum::<u64>();
            }
            ["Non-2xx", "or", "3xx", "responses:", number] => {
                out.errors += number.parse::<u64>().ok()?;
            }
            _ => {}
        }
    }
    is_whole.then_some(What::Load(out))
}

/// `1.23ms` as a number.
fn microseconds(text: &str) -> Option<u64> {
    let units = [
        ("us", 1.0),
        ("ms", 1e3),
        ("s", 1e6),
        ("m", 6e7),
        ("h", 3.6e9),
    ];
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))?;
    Some(whole(number.parse::<f64>().ok()? * factor))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> u64 {
    number.round() as u64
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::evidence::{self, Kind};

    #[test]
    fn latency_rate_and_errors_are_read() {
        let text = "Running 30s test @ http://127.0.0.1:8000/health\n  2 threads and 50 connections\n  Thread Stats   Avg      Stdev     Max   +/- Stdev\n    Latency   635.91us    0.89ms  12.92ms   93.69%\n    Req/Sec    56.20k     8.07k   62.00k    86.54%\n  Latency Distribution\n     50%  250.00us\n     99%    1.20s \n  22464657 requests in 30.00s, 17.76GB read\n  Socket errors: connect 0, read 3, write 0, timeout 2\n  Non-2xx or 3xx responses: 7\nRequests/sec: 748868.53\nTransfer/sec:    606.33MB\n";
        let read = evidence::read("a", text.as_bytes()).unwrap();
        assert_eq!(read.kind, Kind::Wrk);
        let What::Load(load) = read.what else {
            panic!("load");
        };
        assert_eq!(load.address, "http://127.0.0.1:8000/health");
        assert_eq!(load.average, 636);
        assert_eq!(
            load.percentiles,
            [("50%".to_owned(), 250), ("99%".to_owned(), 1_200_000)]
        );
        assert_eq!((load.errors, load.rate), (12, 74_886_853));
    }

    #[test]
    fn a_run_that_was_cut_off_is_none() {
        assert!(read("Running 30s test @ http://a/\n  2 threads\n").is_none());
    }
}
