//go:build !linux

package wire

import (
	"errors"
	"net"
)

func newQuiet(net.Conn) (line, error) { return nil, errors.ErrUnsupported }
