package quic

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"github.com/quic-go/quic-go"

	"tandem/transport"
)

// latest is a channel whose messages are datagrams, of which the newest counts.
type latest struct {
	c    *Conn
	s    *quic.Stream
	news chan struct{} // holds one token while msg is unread
	due  chan struct{} // holds one token while next is unsent
	end  chan struct{} // closed, after err is set, when the stream has ended
	err  error

	mu   sync.Mutex // guards what follows
	seq  uint64     // of next
	next []byte     // the datagram to send
	seen uint64     // of the newest message received
	msg  []byte
	out  []byte // the message last handed out
}

var (
	_ transport.Channel = (*latest)(nil)
	_ transport.Refuser = (*latest)(nil)
)

func (l *latest) Send(ctx context.Context, msg []byte) error {
	if len(msg) > transport.MaxLatest {
		return fmt.Errorf("transport/quic: send: %w: %d bytes", transport.ErrTooLarge, len(msg))
	}
	select {
	case <-l.end:
		return l.err
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seq++
	b := binary.AppendUvarint(make([]byte, 0, len(msg)+16), uint64(l.s.StreamID()))
	b = binary.AppendUvarint(b, l.seq)
	l.next = append(b, msg...)
	wake(l.due)
	return nil
}

// pump sends the newest message whenever the line takes one.
func (l *latest) pump() {
	for {
		select {
		case <-l.end:
			return
		case <-l.due:
		}
		l.mu.Lock()
		b := l.next
		l.mu.Unlock()
		if err := l.c.qc.SendDatagram(b); err != nil {
			return // the line has ended, which watch reports
		}
	}
}

// put keeps an arrived message if it is newer than the last.
func (l *latest) put(seq uint64, msg []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if seq <= l.seen {
		return
	}
	l.seen = seq
	l.msg = append(l.msg[:0], msg...)
	wake(l.news)
}

func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it has a token already
	}
}

func (l *latest) Recv(ctx context.Context) ([]byte, error) {
	select {
	case <-l.news:
		l.mu.Lock()
		defer l.mu.Unlock()
		l.msg, l.out = l.out, l.msg
		return l.out, nil
	case <-l.end:
		return nil, l.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// watch waits for the stream's end, which is the channel's.
func (l *latest) watch() {
	var b [1]byte
	_, err := l.s.Read(b[:])
	if err == nil {
		reset(l.s, codeProtocol) // nothing may come on the stream of such a channel
		err = io.ErrUnexpectedEOF
	}
	l.c.mu.Lock()
	delete(l.c.latest, l.s.StreamID())
	l.c.mu.Unlock()
	l.err = fmt.Errorf("transport/quic: %w", wrap(err))
	close(l.end)
}

func (l *latest) Close() error {
	l.s.CancelRead(codeClosed)
	return l.s.Close()
}

func (l *latest) Refuse() error {
	reset(l.s, codeRefused)
	return nil
}
