package stopkey

import (
	"context"

	"tandem/input"
	"tandem/input/stopkey/x11"
)

func watch(ctx context.Context, key input.Usage, bound, pressed func()) error {
	return x11.Watch(ctx, "", key, bound, pressed)
}
