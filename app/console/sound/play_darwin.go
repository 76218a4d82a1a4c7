package sound

import (
	"context"
	"os/exec"
)

func play() func(context.Context, Kind) {
	files := map[Kind]string{Answered: "Pop", Unread: "Tink", Arrived: "Glass", Lost: "Basso"}
	return func(ctx context.Context, k Kind) {
		_ = exec.CommandContext(ctx, "/usr/bin/afplay", "/System/Library/Sounds/"+files[k]+".aiff").Run() // there may be no device
	}
}
