// Command console is the technician's program: it signs in to a site, starts
// sessions, and shows and controls customers' desktops.
//
//	console --site URL [--site-ca FILE] --user NAME --password-file F
//	        [--start] [--number-file F] [--request view|control]
//	        [--fullscreen] [--shape dashboard|iconbar|multisession] [--lang en|fr]
//
// Without a name and a password it asks in a window. Without a site it offers
// one of its own, and with --start takes that at once. The shape, and what is
// asked of customers by itself, are what the site says of the account, unless
// the command line says otherwise.
//
// # Decisions
//
// This package only puts the others together. It alone starts Fyne.
//
// The windows close at once when the program ends; the customers are told
// after that, while nobody has to look at it.
package main
