//! The portal's own components: what every page is made of.

mod button;
mod checkbox;
mod chip;
mod choice;
mod dialog;
mod effect;
mod field;
mod focus;
mod jump;
pub mod live;
mod note;
mod picker;
mod secret;
mod show;

pub use button::Button;
pub use checkbox::Checkbox;
pub use chip::{Chip, Tone};
pub use choice::{Choice, ChoiceField};
pub use dialog::Dialog;
pub use effect::{effect, effect_after};
pub use field::{TextField, Why, describe};
pub use focus::{focus, is_focus_lost, rest_focus};
pub use jump::Jump;
pub use note::Note;
pub use picker::Picker;
pub use secret::{SecretAct, SecretField, SecretShown};
pub use show::{Dynamic, Show};
