//! The three functions that the page's script calls; bytes go in and out through the module's own memory.
#![expect(
    unsafe_code,
    reason = "a function that a page can call must keep its name, which Rust counts as unsafe; there is no unsafe block"
)]

use std::sync::{Mutex, MutexGuard, PoisonError};

static REQUEST: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for a request of so many bytes and says where the page may write it.
#[unsafe(no_mangle)]
pub extern "C" fn room_for_request(bytes: usize) -> *mut u8 {
    let mut request = held(&REQUEST);
    *request = vec![0; bytes];
    request.as_mut_ptr()
}

/// Answers the request that was written; says where the answer begins.
#[unsafe(no_mangle)]
pub extern "C" fn check() -> *const u8 {
    let request = std::mem::take(&mut *held(&REQUEST));
    let mut answer = held(&ANSWER);
    *answer = crate::answer(request);
    answer.as_ptr()
}

/// How many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn bytes_of_answer() -> usize {
    held(&ANSWER).len()
}

/// WebAssembly has one thread here, and a panic ends the module: nobody ever waits or finds a broken lock.
fn held(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}
