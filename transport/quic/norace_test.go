//go:build !race

package quic

// underRace tells that the race detector makes all this ten times as long.
const underRace = false
