//! The training loop of every network.
//!
//! It is a loop of its own, not burn's learner: that one's loader hands out batches in the order in
//! which its workers finish, and its events know no Stop. Shuffles, initial weights and sampling
//! noise come from three streams of one seed, so one seed and one config give the same bytes.

use std::time::{Duration, Instant};

use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::diagnostics::active;
use super::epoch::{batch_size, judges, n_learnt};
use super::input::Shape;
use super::net::Net;
use super::network::Encoded;
use super::optim::Adam;
use super::schedule::{is_comparable, step_of};
use super::step::{Noise, Step};
use super::{Ended, Glimpse, Input, Watch, device};
use crate::config::ModelConfig;
use crate::error::{Error, Result};
use crate::features::Split;
use crate::job::{Epoch, Losses, Progress, Reporter};
use crate::words::{id, say};

/// What a training leaves.
pub(super) struct Fit {
    /// Records no gradients.
    pub(crate) net: Net,
    pub(crate) history: Vec<Epoch>,
    pub(crate) ended: Ended,
    pub(crate) standing: Standing,
}

/// Where a training stands: with the history, all that its further epochs depend on.
#[derive(Clone)]
pub(super) struct Standing {
    /// As the last step left it; what is kept may be an earlier epoch's. Records gradients.
    net: Net,
    adam: Adam,
    order: Vec<usize>,
    shuffles: ChaCha8Rng,
    noise: Noise,
    best: Best,
}

/// Trains until the epochs are used up, validation stops improving, or someone presses Stop.
///
/// With `before`, the standing and the history of an earlier training, it goes on from there, to
/// `config.n_epochs` in all, as if it had never ended: the optimiser's moments and all streams of
/// chance go on too. Only the patience begins anew, or an early end would come again at once.
///
/// An epoch learns from so many songs, drawn anew each time, and is judged by so many of those held
/// out as [`epoch`](super::epoch) says: of a large library not by all.
///
/// # Errors
/// When the loss is not finite, naming the epoch.
pub(super) fn fit(
    task: &Task,
    before: Option<(Standing, Vec<Epoch>)>,
    reporter: &Reporter,
    watch: Option<Watch<'_>>,
) -> Result<Fit> {
    let Task {
        input,
        split,
        config,
        ..
    } = *task;
    let mut observer = watch.map(Observer::new);
    let (standing, mut history) = match before {
        Some(before) => before,
        None => (Standing::fresh(task, reporter)?, Vec::new()),
    };
    let (mut trainer, mut net, mut best) = Trainer::new(task, standing)?;
    let n_before = history.len();
    let judges = judges(&split.validation);
    if let Some(observer) = &mut observer {
        observer.look(n_before, &device::on_cpu(&net), task);
    }
    let mut ended = Ended::Finished;
    for epoch in n_before + 1..=config.n_epochs {
        let step = step_of(epoch, split.train.len(), config);
        let train;
        (net, train) = trainer.epoch(net, &step, reporter)?;
        let Some(train) = train else {
            let kept = device::on_cpu(&net);
            return Ok(Fit {
                net: kept,
                history,
                ended: Ended::Stopped,
                standing: trainer.standing(net, best),
            });
        };
        let present = device::on_cpu(&net);
        let validation = (!judges.is_empty()).then(|| present.judged(input, &judges, &step));
        let row = Epoch {
            epoch,
            beta: step.beta,
            train,
            validation,
        };
        check_finite(&row)?;
        history.push(row);
        reporter.report(Progress::Epoch {
            epoch: row,
            n_epochs: config.n_epochs,
        });
        if let Some(observer) = &mut observer {
            observer.look(epoch, &present, task);
        }
        if let Some(validation) =
            validation.filter(|_| config.patience > 0 && is_comparable(epoch, config))
        {
            best.offer(epoch, validation.total, present);
            if epoch - best.epoch.max(n_before) >= config.patience {
                ended = Ended::Early {
                    best_epoch: best.epoch,
                };
                break;
            }
        }
    }
    let kept = best.net.clone().unwrap_or_else(|| device::on_cpu(&net));
    Ok(Fit {
        net: kept,
        history,
        ended,
        standing: trainer.standing(net, best),
    })
}

/// What is to be learnt, and how.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) split: &'a Split,
    pub(crate) config: &'a ModelConfig,
    pub(crate) seed: u64,
}

/// Whoever watches the latent space take shape, and when it may look again.
struct Observer<'a> {
    watch: Watch<'a>,
    next: Instant,
}

impl<'a> Observer<'a> {
    /// Between two looks: as fast as the window shows maps.
    const PAUSE: Duration = Duration::from_millis(40);

    fn new(watch: Watch<'a>) -> Self {
        Self {
            watch,
            next: Instant::now(),
        }
    }

    fn look(&mut self, epoch: usize, net: &Net, task: &Task) {
        let start = Instant::now();
        if start < self.next {
            return;
        }
        let Encoded { mean, log_variance } = net.encode_rows(task.input);
        let prior = net.prior();
        let kl_per_dim = log_variance
            .as_ref()
            .zip(prior.as_ref())
            .map_or(Vec::new(), |(v, prior)| prior.kl_per_dim(&mean, v));
        (self.watch)(&Glimpse {
            epoch,
            latents: &mean,
            kl_per_dim: kl_per_dim.iter().map(|&kl| kl as f32).collect(),
            n_active: active(&mean, log_variance.is_some(), task.config.active_threshold)
                .iter()
                .filter(|&&on| on)
                .count(),
            responsibilities: prior.and_then(|prior| prior.responsibilities(&mean)),
        });
        let end = Instant::now();
        self.next = end + Self::PAUSE.max(9 * (end - start));
    }
}

/// The weights with the least validation loss so far, among epochs that [can be
/// compared](is_comparable).
#[derive(Default, Clone)]
struct Best {
    epoch: usize,
    total: f32,
    net: Option<Net>,
}

impl Best {
    fn offer(&mut self, epoch: usize, total: f32, net: Net) {
        if self.net.is_none() || total < self.total {
            *self = Self {
                epoch,
                total,
                net: Some(net),
            };
        }
    }
}

impl Standing {
    /// Before the first step.
    fn fresh(task: &Task, reporter: &Reporter) -> Result<Self> {
        let Task {
            input,
            split,
            config,
            seed,
        } = *task;
        let device = device::for_training(config.compute)?;
        let net = Net::new(&Shape::of(input), config, &mut stream(seed, 0), &device).ok_or_else(
            || Error::stage(id::CURVES_TRAINING, id::MODEL_THIS_KIND_MODEL_HAS_CLOSED),
        )?;
        Ok(Self {
            net: net.prepared(input, &split.train, config, &mut stream(seed, 3), reporter)?,
            adam: Adam::new(config.learning_rate, config.gradient_clip),
            order: split.train.clone(),
            shuffles: stream(seed, 1),
            noise: Noise {
                rng: stream(seed, 2),
            },
            best: Best::default(),
        })
    }
}

struct Trainer<'a> {
    input: &'a Input<'a>,
    batch_size: usize,
    /// The training rows, in the order of this epoch.
    order: Vec<usize>,
    adam: Adam,
    shuffles: ChaCha8Rng,
    noise: Noise,
    device: Device,
}

impl<'a> Trainer<'a> {
    fn new(task: &Task<'a>, standing: Standing) -> Result<(Self, Net, Best)> {
        let Standing {
            net,
            adam,
            order,
            shuffles,
            noise,
            best,
        } = standing;
        let device = device::for_training(task.config.compute)?;
        let trainer = Self {
            input: task.input,
            batch_size: batch_size(task.config, order.len()),
            order,
            adam,
            shuffles,
            noise,
            device,
        };
        Ok((trainer, net, best))
    }

    fn standing(self, net: Net, best: Best) -> Standing {
        let Self {
            order,
            adam,
            shuffles,
            noise,
            ..
        } = self;
        Standing {
            net,
            adam,
            order,
            shuffles,
            noise,
            best,
        }
    }

    /// Once through the training songs, or as many of them as an epoch takes; their mean losses, or
    /// `None` when Stop was pressed.
    fn epoch(
        &mut self,
        mut net: Net,
        step: &Step,
        reporter: &Reporter,
    ) -> Result<(Net, Option<Losses>)> {
        self.order.shuffle(&mut self.shuffles);
        let order = std::mem::take(&mut self.order);
        let mut sums = [0.0; 3];
        let learnt = &order[..n_learnt(order.len())];
        let n = learnt.len() as f64;
        for rows in learnt.chunks(self.batch_size) {
            if reporter.take_stop() {
                self.order = order;
                return Ok((net, None));
            }
            let losses;
            (net, losses) = self.batch(net, rows, step);
            if !losses.total.is_finite() {
                return Err(not_finite(step.epoch));
            }
            for (sum, loss) in sums
                .iter_mut()
                .zip([losses.reconstruction, losses.kl, losses.total])
            {
                *sum += f64::from(loss) * rows.len() as f64;
            }
        }
        self.order = order;
        let [reconstruction, kl, total] = sums.map(|sum| (sum / n) as f32);
        Ok((
            net,
            Some(Losses {
                reconstruction,
                kl,
                total,
            }),
        ))
    }

    /// The network after one step, and the losses before it. The network goes in and out by value:
    /// with a second owner every step would copy every weight.
    fn batch(&mut self, net: Net, rows: &[usize], step: &Step) -> (Net, Losses) {
        let terms = net.losses(self.input, rows, step, &mut self.noise, &self.device);
        let losses = Losses {
            reconstruction: scalar(&terms.reconstruction),
            kl: terms.kl.as_ref().map_or(0.0, scalar),
            total: scalar(&terms.total),
        };
        let gradients = GradientsParams::from_grads(terms.total.backward(), &net);
        // What is left of the graph holds the weights too.
        drop(terms);
        (self.adam.step(net, gradients), losses)
    }
}

fn check_finite(row: &Epoch) -> Result<()> {
    let finite = row.train.total.is_finite() && row.validation.is_none_or(|v| v.total.is_finite());
    if finite {
        Ok(())
    } else {
        Err(not_finite(row.epoch))
    }
}

fn not_finite(epoch: usize) -> Error {
    Error::stage(
        id::CURVES_TRAINING,
        say(id::MODEL_LOSS_STOPPED_BEING_FINITE_EPOCH).with("epoch", epoch),
    )
}

fn scalar(loss: &Tensor<1>) -> f32 {
    loss.clone().inner().into_scalar()
}

fn stream(seed: u64, number: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(number);
    rng
}
