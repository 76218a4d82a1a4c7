// Package phrase says in words what the desk knows: how a session is, what has
// become of a request, why a button cannot be used. All shapes of the Console
// use the same words.
package phrase
