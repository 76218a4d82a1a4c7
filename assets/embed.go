// Package assets holds what the programs show that is not code: the site's
// pages, and with the parts that need them translations, icons and sounds.
package assets

import "embed"

// Web has the site's templates (web/*.html), its styles and icon, and its
// texts, one JSON file a language (web/texts).
//
//go:embed web
var Web embed.FS
