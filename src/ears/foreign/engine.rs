//! The one place that knows the engine: rten reads the operators and runs them.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::sync::Arc;

use rten::{LoadError, Model, ModelOptions, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{Tensor, TensorView};

use super::fit::Fit;
use crate::job::fence_this_thread;
use crate::words::{Message, id, say};

pub(super) struct Engine {
    model: Model,
    input: NodeId,
    output: NodeId,
    shape: Vec<usize>,
}

impl Engine {
    /// # Errors
    /// With the operator's name, where it is one of these that the engine does not know; else in the
    /// engine's own words.
    pub(super) fn load(
        bytes: Vec<u8>,
        operators: &BTreeSet<String>,
        fit: &Fit,
    ) -> Result<Self, Message> {
        let model = ModelOptions::with_all_ops()
            .load(bytes)
            .map_err(|e| refused(&e, operators))?;
        let refused =
            |e: rten::RunError| say(id::NETWORK_REFUSED).with("cause", Message::of_others(e));
        Ok(Self {
            input: model.node_id(&fit.input).map_err(refused)?,
            output: model.node_id(&fit.output).map_err(refused)?,
            shape: fit.shape.clone(),
            model,
        })
    }

    /// Shape and numbers of the output for one patch.
    ///
    /// # Errors
    /// In the engine's own words.
    pub(super) fn run(&self, patch: &[f32]) -> Result<(Vec<usize>, Vec<f32>), Message> {
        let input = TensorView::from_data(self.shape.as_slice(), patch);
        let options = RunOptions::default().with_thread_pool(Some(own_thread()));
        let outputs = self
            .model
            .run(
                vec![(self.input, input.into())],
                &[self.output],
                Some(options),
            )
            .map_err(failed)?;
        let output = outputs.into_iter().next();
        let output = output.ok_or_else(|| failed(self.output))?;
        let output: Tensor<f32> = output.try_into().map_err(failed)?;
        Ok((output.shape().to_vec(), output.to_vec()))
    }
}

/// One thread for each that hears songs: there are more songs than cores, and a network that hears
/// one need not wait for another.
fn own_thread() -> Arc<ThreadPool> {
    thread_local! {
        static POOL: Arc<ThreadPool> = {
            let pool = ThreadPool::with_num_threads(1);
            // A network that panics is an error where it was asked to hear, and is told there.
            pool.run(fence_this_thread);
            Arc::new(pool)
        };
    }
    POOL.with(Arc::clone)
}

fn refused(error: &LoadError, operators: &BTreeSet<String>) -> Message {
    let cause = error.to_string();
    let is_named = |operator: &&String| {
        let bare = operator.rsplit('.').next().unwrap_or(operator);
        cause.contains(&format!("{bare} operator not"))
    };
    match operators.iter().find(is_named) {
        Some(name) => say(id::NETWORK_OPERATOR).with("name", name.as_str()),
        None => say(id::NETWORK_REFUSED).with("cause", Message::of_others(cause)),
    }
}

fn failed(cause: impl Display) -> Message {
    say(id::NETWORK_FAILED).with("cause", Message::of_others(cause))
}
