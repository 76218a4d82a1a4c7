//go:build rehearsal

package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"tandem/app/manager/host"
	"tandem/app/session"
)

// rehearse adds a flag that answers prompts by itself, for measurements and
// shows. No release has it.
func rehearse(f *flag.FlagSet, o *options) {
	f.Func("allow", "permissions to grant without asking, such as view,control", func(s string) error {
		var ps []session.Permission
		for name := range strings.SplitSeq(s, ",") {
			if p := session.Permission(name); p.Known() {
				ps = append(ps, p)
				continue
			}
			return fmt.Errorf("no permission %q", name)
		}
		o.answer = func(ctx context.Context, c *host.Consent) {
			c.Prompts().Watch(ctx, func(qs []host.Prompt) {
				for _, q := range qs {
					if slices.Contains(ps, q.Permission) {
						c.Answer(q.ID, true)
					}
				}
			})
		}
		return nil
	})
}
