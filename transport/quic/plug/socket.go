package plug

import (
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/quic-go/quic-go/internal/ackhandler"
	"github.com/quic-go/quic-go/internal/congestion"
	"github.com/quic-go/quic-go/internal/utils"
	"github.com/quic-go/quic-go/qlogwriter"
)

// ErrLayout means that quic-go is not made as this package knows it.
var ErrLayout = errors.New("quic-go has another layout")

// A socket is the place in a connection that holds its controller.
type socket struct {
	controller *congestion.SendAlgorithmWithDebugInfos
	rtt        *utils.RTTStats
	stats      *utils.ConnectionStats
	make       func(Start) Controller
	ours       congestion.SendAlgorithmWithDebugInfos // what check last put in
	swaps      atomic.Int64
}

// traced is what Install needs of a quic.Conn.
type traced interface{ QlogTrace() qlogwriter.Trace }

// An Installed tells about a controller in use.
type Installed struct{ s *socket }

// Swaps returns how often a controller was put in: once for every path that was used, 0 times
// in the zero Installed.
func (i Installed) Swaps() int {
	if i.s == nil {
		return 0
	}
	return int(i.s.swaps.Load())
}

// Install makes the connection, a *quic.Conn whose configuration has Tracer, use
// a controller of makeController, which is called on the connection's goroutine for every path.
// When it returns an error the connection is as it was.
func Install(conn traced, makeController func(Start) Controller) (Installed, error) {
	t, ok := conn.QlogTrace().(*trace)
	if !ok {
		return Installed{}, errors.New("the connection was made without Tracer")
	}
	s, err := find(conn)
	if err != nil {
		return Installed{}, err
	}
	s.make = makeController
	t.socket.Store(s)
	return Installed{s}, nil
}

// find walks from a connection to its controller's place. It reads only fields
// that are set once, before the connection is given out; of the controller it
// takes the address alone.
func find(conn any) (*socket, error) {
	v := reflect.ValueOf(conn)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		return nil, fmt.Errorf("%w: the connection is a %v", ErrLayout, v.Type())
	}
	h, err := field[ackhandler.SentPacketHandler](v.Elem(), "sentPacketHandler")
	if err != nil {
		return nil, err
	}
	if h = h.Elem(); h.Kind() != reflect.Pointer || h.Elem().Kind() != reflect.Struct {
		return nil, fmt.Errorf("%w: the handler of sent packets is no pointer to a struct", ErrLayout)
	}
	h = h.Elem()
	c, err := field[congestion.SendAlgorithmWithDebugInfos](h, "congestion")
	if err != nil {
		return nil, err
	}
	rtt, err := field[*utils.RTTStats](h, "rttStats")
	if err != nil {
		return nil, err
	}
	stats, err := field[*utils.ConnectionStats](h, "connStats")
	if err != nil {
		return nil, err
	}
	// Each of the three fields was just checked to be of exactly the type that
	// its address is converted to, and to be addressable, as they lie in a
	// struct reached by a pointer; that pointer's target is on the heap, and
	// the pointers made here keep it alive. The last two fields are set when
	// the struct is made and only read later.
	return &socket{
		controller: (*congestion.SendAlgorithmWithDebugInfos)(unsafe.Pointer(c.UnsafeAddr())),
		rtt:        *(**utils.RTTStats)(unsafe.Pointer(rtt.UnsafeAddr())),
		stats:      *(**utils.ConnectionStats)(unsafe.Pointer(stats.UnsafeAddr())),
	}, nil
}

// field returns the field of that name if it is of type T.
func field[T any](v reflect.Value, name string) (reflect.Value, error) {
	f := v.FieldByName(name)
	if !f.IsValid() {
		return f, fmt.Errorf("%w: %v has no field %s", ErrLayout, v.Type(), name)
	}
	if f.Type() != reflect.TypeFor[T]() {
		return f, fmt.Errorf("%w: %s of %v is a %v", ErrLayout, name, v.Type(), f.Type())
	}
	return f, nil
}

// check puts a new controller of ours in if the one in use is not the last one
// put in. Only the connection's goroutine may call it.
func (s *socket) check() {
	now := *s.controller
	if now == s.ours {
		return
	}
	s.ours = newAdapter(s, now)
	*s.controller = s.ours
	s.swaps.Add(1)
}
