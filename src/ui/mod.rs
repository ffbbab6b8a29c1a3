//! The portal's own components: what every page is made of.

mod checkbox;
mod chip;
mod choice;
mod dialog;
mod field;
pub mod live;
mod pieces;
mod secret;

pub use checkbox::Checkbox;
pub use chip::{Chip, Tone};
pub use choice::{Choice, ChoiceField};
pub use dialog::Dialog;
pub use field::{TextField, Why, describe};
pub use pieces::{
    Button, button, effect, effect_after, focus, jump, line, memo, note, nothing, part,
};
pub use secret::{SecretField, SecretShown};
