// Package assets holds what the programs show that is not code: the site's
// pages, and with the parts that need them translations, icons and sounds.
package assets

import "embed"

// Web has the site's templates (web/*.html), its styles and icon, and its
// texts, one JSON file a language (web/texts).
//
//go:embed web
var Web embed.FS

// FS has what the Console and the Manager show: their texts, one JSON file a
// language (translations/<program>), and their icons (icons).
//
//go:embed translations icons
var FS embed.FS
