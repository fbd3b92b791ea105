//! Laid-out slides into a scene.

#[cfg_attr(
    not(test),
    expect(dead_code, reason = "the capture of whole pages is not merged yet")
)]
mod drawing;
