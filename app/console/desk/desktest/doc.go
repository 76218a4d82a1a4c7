// Package desktest stands in for what a desk works with, in a test: a site that
// brings machines together, and a customer who does as the test says. The
// machines talk over the real thing, QUIC on this computer.
package desktest
