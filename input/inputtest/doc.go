// Package inputtest is the conformance test of mechanisms that inject input,
// and a Recorder for the tests of what is above them.
package inputtest
