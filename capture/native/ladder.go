package native

import (
	"context"
	"errors"

	"tandem/capture"
)

// A mechanism opens a source of its kind.
type mechanism func(capture.Config) (capture.Source, error)

// by is the mechanism whose Open is given. Unlike that its failure is nil, not
// a nil pointer in an interface.
func by[S capture.Source](open func(capture.Config) (S, error)) mechanism {
	return func(cfg capture.Config) (capture.Source, error) {
		s, err := open(cfg)
		if err != nil {
			return nil, err
		}
		return s, nil
	}
}

// openFirst opens with the first mechanism that is supported. The source gives
// way to the next one when it finds out later that it is not.
func openFirst(list []mechanism, cfg capture.Config) (capture.Source, error) {
	for {
		s, err := list[0](cfg)
		list = list[1:]
		switch {
		case len(list) == 0:
			return s, err
		case err == nil:
			return &ladder{Source: s, cfg: cfg, rest: list}, nil
		case !errors.Is(err, errors.ErrUnsupported):
			return nil, err
		}
	}
}

// A ladder is a source with others to step down to.
type ladder struct {
	capture.Source
	cfg  capture.Config
	rest []mechanism // never empty
}

// Next implements capture.Source. The first frame after a step down is whole.
func (l *ladder) Next(ctx context.Context) (*capture.Frame, error) {
	f, err := l.Source.Next(ctx)
	if len(l.rest) == 0 || !errors.Is(err, errors.ErrUnsupported) {
		return f, err
	}
	s, err := openFirst(l.rest, l.cfg)
	if err != nil {
		return nil, err
	}
	_ = l.Source.Close()      // it failed already
	l.Source, l.rest = s, nil // which has the rest
	return s.Next(ctx)
}
