//! A window, by whatever the machine can draw with.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use anyhow::Context as _;
use eframe::egui::{IconData, ViewportBuilder};
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, Backend, DeviceType, Surface};
use eframe::{NativeOptions, Renderer};

use crate::job::panic_message;
use crate::words::{id, say, tr};

use super::{APP, LatentuneApp, WindowOptions};

/// Larger than some screens; on those the first window fills the screen.
pub(super) const SIZE: [f32; 2] = [1440.0, 900.0];

/// What draws. Without a GPU OpenGL in software takes a quarter of the time that Vulkan in software
/// takes for a frame (42 ms against 145 ms of CPU time for the whole window, llvmpipe and lavapipe
/// of Mesa 22.3), so it goes first.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Drawing {
    Gpu,
    OpenGl,
    AnyWgpu,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When nothing can open one.
pub(super) fn window(options: &WindowOptions) -> anyhow::Result<()> {
    let told = std::env::var_os("WGPU_BACKEND").is_some()
        || std::env::var_os("WGPU_ADAPTER_NAME").is_some();
    let tries = if told {
        [Drawing::AnyWgpu, Drawing::OpenGl].as_slice()
    } else {
        &[Drawing::Gpu, Drawing::OpenGl, Drawing::AnyWgpu]
    };
    let mut errors = Vec::new();
    for &drawing in tries {
        match quiet_about_missing_library(|| open(drawing, options))? {
            Ok(()) => return Ok(()),
            Err(error) => errors.push(without_places(&error.to_string())),
        }
    }
    Err(anyhow::anyhow!("{}", errors.join("; "))).context(id::APP_NO_WINDOW_COULD_OPENED)
}

/// An error of the window's crates without the places in their sources, which lay on the machine
/// that built the program: `os error at /home/…/mod.rs:81: …`.
fn without_places(text: &str) -> String {
    const PLACE: &str = "os error at ";
    let mut rest = text;
    let mut told = String::new();
    while let Some((before, behind)) = rest.split_once(PLACE) {
        told.push_str(before);
        let is_line = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        // Behind the number of the line.
        let end = behind.match_indices(": ").find(|(at, _)| {
            behind[..*at]
                .rsplit_once(':')
                .is_some_and(|(_, line)| is_line(line))
        });
        rest = end.map_or(behind, |(at, _)| &behind[at + 2..]);
    }
    told + rest
}

fn open(drawing: Drawing, options: &WindowOptions) -> eframe::Result {
    let mut native = NativeOptions {
        viewport: ViewportBuilder::default()
            .with_title("Latentune")
            .with_icon(icon())
            .with_app_id(APP)
            .with_inner_size(SIZE)
            .with_min_inner_size([960.0, 600.0])
            .with_drag_and_drop(true),
        renderer: if drawing == Drawing::OpenGl {
            Renderer::Glow
        } else {
            Renderer::Wgpu
        },
        persist_window: true,
        // It picks worse fonts for Bangla than the bundled one.
        system_font_fallback: false,
        ..NativeOptions::default()
    };
    if drawing == Drawing::Gpu {
        native.wgpu_options.wgpu_setup = WgpuSetup::CreateNew(WgpuSetupCreateNew {
            native_adapter_selector: Some(Arc::new(gpu)),
            ..WgpuSetupCreateNew::without_display_handle()
        });
    }
    let options = options.clone();
    eframe::run_native(
        APP,
        native,
        Box::new(|cc| Ok(Box::new(LatentuneApp::new(cc, options)))),
    )
}

/// What stands in title bars, task bars and the Dock; under Wayland the desktop file tells it.
fn icon() -> IconData {
    let png = include_bytes!("../../assets/icon/latentune-256.png");
    eframe::icon_data::from_png_bytes(png).unwrap_or_default()
}

/// The strongest GPU that can draw on the window.
fn gpu(adapters: &[Adapter], surface: Option<&Surface<'_>>) -> Result<Adapter, String> {
    let rank = |adapter: &&Adapter| {
        let info = adapter.get_info();
        (weakness(info.device_type), info.backend == Backend::Gl)
    };
    adapters
        .iter()
        .filter(|adapter| adapter.get_info().device_type != DeviceType::Cpu)
        .filter(|adapter| surface.is_none_or(|surface| adapter.is_surface_supported(surface)))
        .min_by_key(rank)
        .cloned()
        .ok_or_else(|| tr(id::APP_NO_GPU).to_string())
}

fn weakness(device: DeviceType) -> u8 {
    match device {
        DeviceType::DiscreteGpu => 0,
        DeviceType::IntegratedGpu => 1,
        DeviceType::VirtualGpu => 2,
        DeviceType::Other => 3,
        DeviceType::Cpu => 4,
    }
}

/// winit panics where one of X11's keyboard libraries, which it loads by itself, is not installed.
/// That is told in a sentence; every other panic goes its way.
///
/// # Errors
/// The sentence.
fn quiet_about_missing_library<T>(work: impl FnOnce() -> T) -> anyhow::Result<T> {
    let hook = Arc::new(panic::take_hook());
    let usual = hook.clone();
    panic::set_hook(Box::new(move |info| {
        if missing_library(info.payload()).is_none() {
            usual(info);
        }
    }));
    let ended = panic::catch_unwind(AssertUnwindSafe(work));
    panic::set_hook(Box::new(move |info| hook(info)));
    ended.map_err(|payload| match missing_library(payload.as_ref()) {
        Some(sentence) => anyhow::anyhow!(sentence),
        None => panic::resume_unwind(payload),
    })
}

fn missing_library(payload: &(dyn Any + Send)) -> Option<String> {
    let message = panic_message(payload);
    let name = message
        .strip_prefix("Library ")?
        .split(".so")
        .next()
        .filter(|name| name.starts_with("libxkbcommon"))?;
    let debian = if name == "libxkbcommon" {
        "libxkbcommon0"
    } else {
        "libxkbcommon-x11-0"
    };
    Some(
        say(id::APP_NAME_NOT_INSTALLED_NO_WINDOW)
            .with("name", name)
            .with("debian", debian)
            .to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_library_is_named_with_its_package_and_no_other_panic_is_caught() {
        let missing = quiet_about_missing_library(|| {
            panic!("Library libxkbcommon-x11.so could not be loaded.")
        });
        assert!(
            missing
                .unwrap_err()
                .to_string()
                .contains("libxkbcommon-x11-0 of Debian")
        );
        assert_eq!(quiet_about_missing_library(|| 7).unwrap(), 7);
        let other =
            panic::catch_unwind(|| quiet_about_missing_library(|| panic!("Library is on fire")));
        assert_eq!(
            panic_message(other.unwrap_err().as_ref()),
            "Library is on fire"
        );
    }

    #[test]
    fn an_error_tells_nothing_of_the_machine_that_built_the_program() {
        let told = "winit EventLoopError: os error at /home/ci/.cargo/registry/src/index.crates.io-1949/winit-0.30.12/\
                    src/platform_impl/linux/mod.rs:758: no display";
        assert_eq!(without_places(told), "winit EventLoopError: no display");
        assert_eq!(without_places("no GPU"), "no GPU");
    }

    #[test]
    fn the_strongest_device_comes_first() {
        let by_strength = [
            DeviceType::DiscreteGpu,
            DeviceType::IntegratedGpu,
            DeviceType::VirtualGpu,
            DeviceType::Other,
            DeviceType::Cpu,
        ];
        assert!(by_strength.is_sorted_by(|a, b| weakness(*a) < weakness(*b)));
    }
}
