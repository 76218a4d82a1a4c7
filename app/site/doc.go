// Site is the program of an office: it signs technicians in, gives sessions
// their numbers, and brings the two machines of a session together. The work
// is done by package node; here are the commands.
//
//	site serve --data DIR --listen ADDR [--public URL] [--name NAME]
//	           [--cert FILE --key FILE] [--downloads DIR] [--metrics ADDR] [--verbose]
//	           [--smtp smtp[s]://[USER@]HOST[:PORT] --mail-from ADDR [--smtp-password-file FILE]]
//	site user  add|passwd --data DIR --name NAME --password-file FILE [--display NAME] [--admin] [MODE]
//	site user  mode --data DIR --name NAME MODE
//	site user  list --data DIR
//	site user  remove --data DIR --name NAME
//
// MODE is how the technician's Console works, any of --sessions single|multi,
// --shape dashboard|iconbar|multisession, --tabs (the four in their order),
// --request none|view|control, --email-at-start yes|no, --busy-at SESSIONS and
// --away-after TIME. A running Console follows within seconds; its shape and the
// order of its tabs change when it is started the next time.
//
// # Decisions
//
// There is no way to become an administrator over the network: accounts are
// made at the terminal of the site's machine, by whoever may read its folder.
//
// A password comes in a file, or on standard input with "-", never as an
// argument, which every user of the machine could read.
package main
