package main

import "context"

func plain(_ context.Context, _ options, m machine) int {
	m.log.Error("no window can be shown on this display")
	return 1
}
