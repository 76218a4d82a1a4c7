// Package app holds what the three programs are made of: session, what two
// machines do together, and console, manager and site, the programs.
//
// Its own tests keep the rules of the whole repository: who may import whom, the
// layout, the translations, and the end-to-end stories with the real programs.
package app
