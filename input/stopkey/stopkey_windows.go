package stopkey

import (
	"context"

	"tandem/input"
	"tandem/input/stopkey/win"
)

func watch(ctx context.Context, key input.Usage, bound, pressed func()) error {
	return win.Watch(ctx, key, bound, pressed)
}
