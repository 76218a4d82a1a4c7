// Package stopkey watches a key of the customer's keyboard which stops control
// at once.
//
// The watch needs neither the user interface nor the network: it has its own
// connection to the system and calls back from its own loop, so the key works
// while both hang. The key is swallowed; the program in front does not see it.
//
// # Decisions
//
// If another program has the key, Pause is the second choice: few programs use
// it and every keyboard with a row of F keys has it. Bound tells which one it
// is, to be shown to the customer.
//
// A technician's key comes by input.Allow, which drops the stop key
// (input.Rules.Stop); the watch itself cannot tell an injected key on X11.
package stopkey
