//! Makes a text that fails shorter.

/// How often it is tried.
const TRIES: usize = 400;

/// A shorter text that fails the same way: lines are left out, in ever smaller runs.
pub fn shrunk(text: &str, fails: impl Fn(&str) -> bool) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut run = lines.len() / 2;
    let mut tries = 0;
    while run > 0 && tries < TRIES {
        let mut at = 0;
        let mut is_shorter = false;
        while at < lines.len() && tries < TRIES {
            let mut fewer = lines.clone();
            fewer.drain(at..(at + run).min(lines.len()));
            tries += 1;
            if fails(&fewer.concat()) {
                lines = fewer;
                is_shorter = true;
            } else {
                at += run;
            }
        }
        if !is_shorter || run > 1 {
            run /= 2;
        }
    }
    lines.concat()
}
