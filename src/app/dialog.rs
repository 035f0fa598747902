//! Native dialogs, which must not hold up a frame.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use eframe::Frame;

use crate::job::Job;
use crate::ui::{FileRequest, FileRequestFor, FileRequestKind};
use crate::words::{id, tr};

/// Asks for a file to write, a file to read, or a folder; a dialog for a file to write asks itself
/// before one is replaced. The answer is `None` when the person left the dialog, and also when none
/// can be shown.
///
/// The dialog is made here, on the main thread, as macOS asks, and belongs to `window`, behind which
/// it would lie otherwise; the waiting is done elsewhere.
pub(super) fn path(
    request: &FileRequest,
    window: &Frame,
    wake: impl FnOnce() + Send + 'static,
) -> Option<Job<Option<PathBuf>>> {
    let mut dialog = rfd::AsyncFileDialog::new().set_parent(window);
    match request.what_for {
        FileRequestFor::Songs => dialog = dialog.set_title(tr(id::APP_FOLDER_SONGS)),
        FileRequestFor::NewSongs | FileRequestFor::NewSongsTable => {
            dialog = dialog.set_title(tr(id::PLACING_NEW_SONGS));
        }
        FileRequestFor::Selection(_) => dialog = dialog.set_title(tr(id::APP_SELECTED_SONGS)),
        FileRequestFor::AnothersSession => {
            dialog = dialog.set_title(tr(id::OWN_ANOTHERS_LABELS));
        }
        FileRequestFor::Field | FileRequestFor::Setting(_) => {}
    }
    let start = match request.kind {
        FileRequestKind::Folder if request.path.is_dir() => Some(request.path.as_path()),
        FileRequestKind::SaveFile | FileRequestKind::OpenFile | FileRequestKind::Folder => {
            request.path.parent().filter(|folder| folder.is_dir())
        }
    };
    if let Some(start) = start {
        dialog = dialog.set_directory(start);
    }
    if !request.extension.is_empty() {
        dialog = dialog.add_filter(request.extension.to_uppercase(), &[request.extension]);
    }
    type Answer = std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>>;
    let answer: Answer = match request.kind {
        FileRequestKind::SaveFile => {
            let name = request
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            Box::pin(dialog.set_file_name(name).save_file())
        }
        FileRequestKind::OpenFile => Box::pin(dialog.pick_file()),
        FileRequestKind::Folder => Box::pin(dialog.pick_folder()),
    };
    Job::spawn("dialog", wake, move |_| {
        Ok(wait(answer).map(|file| file.path().to_path_buf()))
    })
    .ok()
}

/// Tells what went wrong where there is neither a window of ours nor a shell to tell it in.
pub(super) fn error(sentence: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Latentune")
        .set_description(sentence)
        .show();
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future on this thread.
fn wait<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_ends_when_another_thread_wakes() {
        let (tx, rx) = std::sync::mpsc::channel::<Waker>();
        let mut asked = false;
        let future = std::future::poll_fn(move |cx| {
            if std::mem::replace(&mut asked, true) {
                return Poll::Ready(7);
            }
            tx.send(cx.waker().clone()).unwrap();
            Poll::Pending
        });
        std::thread::spawn(move || rx.recv().unwrap().wake());
        assert_eq!(wait(future), 7);
    }
}
