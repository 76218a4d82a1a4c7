// Package shapetest leads all shapes of the Console through the same session,
// from the start to the end, as a person would: by what is written on them. For
// the shapes' own tests it has a Stage, on which one can be opened.
//
// # Decisions
//
// It sees only what a person does. A shape need not do more for it than be a
// shape; how one gets to a panel, which is where shapes differ, is one small
// function beside each in the test.
package shapetest
