//go:build linux

// Package xtest makes input events on an X11 desktop through the XTEST
// extension.
//
// Keys go as keycodes, so they type what the desktop's own layout says. Text
// goes by the key that types it in the current layout, with Shift and AltGr as
// needed; a character that no key types is bound to a keycode that no key uses,
// for as long as the injector lives.
//
// # Decisions
//
// The layout is read by the core protocol, not by XKB, of which the jezek/xgb
// bindings know nothing: levels 1 to 4 of a layout that is alone, and levels 1
// and 2 of the two first ones otherwise. All else goes by spare keycodes, which
// are right always, only slower.
//
// Clients ask for the new meaning of a keycode some time after it has changed,
// perhaps after the key was pressed. So there are several spare keycodes, the
// one used longest ago is taken, and never one used within the last reuse.
//
// Caps Lock is off while text is typed, and on again after it, without a key
// event (XkbLatchLockState): clients disagree about what it does to keys that
// are not Latin letters, so Shift turned around does not do.
//
// The keys that this injector holds, such as a technician's Ctrl, are lifted
// while text is typed and pressed again after it. The customer's own keys are
// not: a press of ours would outlast the customer's release.
//
// The X server repeats keys by itself, so a second down is dropped.
//
// The pointer mapping is undone: Left is what the desktop takes for left, also
// where the customer has swapped the buttons.
//
// A crash leaves the characters bound which were typed last. They do no harm:
// no key has these keycodes, and the next injector finds and uses them.
//
// Under Wayland this reaches the programs that run under Xwayland only.
package xtest
