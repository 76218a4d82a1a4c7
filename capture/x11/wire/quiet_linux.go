package wire

import (
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A quiet is a line whose reader is woken only when there is something to read.
// The runtime's own poller wants to know of room for writing, too: it would be
// woken each time the server has taken a request, to do nothing. So it is given
// another poller's file to watch, which is ready when the line is readable.
type quiet struct {
	fd    int
	inner *os.File // an epoll that waits for fd
	ready syscall.RawConn

	try func(uintptr) bool // reads into buf, unless it had to wait
	buf []byte
	n   int
	err error
}

// newQuiet takes over what l is connected to. On failure l is as before.
func newQuiet(l net.Conn) (line, error) {
	whole, ok := l.(syscall.Conn)
	if !ok {
		return nil, fmt.Errorf("capture/x11: %T has no file", l)
	}
	raw, err := whole.SyscallConn()
	if err != nil {
		return nil, err
	}
	q := &quiet{fd: -1}
	q.try = q.attempt
	if err := raw.Control(func(fd uintptr) { q.fd, err = unix.FcntlInt(fd, unix.F_DUPFD_CLOEXEC, 0) }); err != nil {
		return nil, err
	}
	if err == nil {
		err = q.watch()
	}
	if err != nil {
		q.free()
		return nil, err
	}
	_ = l.Close() // the socket lives on in q
	return q, nil
}

// watch makes the inner poller.
func (q *quiet) watch() error {
	inner, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return err
	}
	if err := unix.SetNonblock(inner, true); err != nil { // or the runtime would not watch it
		_ = unix.Close(inner)
		return err
	}
	q.inner = os.NewFile(uintptr(inner), "epoll")
	if err := unix.EpollCtl(inner, unix.EPOLL_CTL_ADD, q.fd, &unix.EpollEvent{Events: unix.EPOLLIN, Fd: int32(q.fd)}); err != nil {
		return err
	}
	if err := q.inner.SetReadDeadline(time.Time{}); err != nil { // it is not watched
		return err
	}
	q.ready, err = q.inner.SyscallConn()
	return err
}

func (q *quiet) free() {
	if q.inner != nil {
		_ = q.inner.Close() // nothing is written to it
	}
	if q.fd >= 0 {
		_ = unix.Close(q.fd)
	}
}

func (q *quiet) SetReadDeadline(t time.Time) error { return q.inner.SetReadDeadline(t) }

func (q *quiet) Read(b []byte) (int, error) {
	q.buf = b
	err := q.ready.Read(q.try)
	q.buf = nil
	switch {
	case err != nil:
		return 0, err
	case q.err != nil:
		return 0, os.NewSyscallError("read", q.err)
	case q.n == 0:
		return 0, io.EOF
	}
	return q.n, nil
}

func (q *quiet) attempt(uintptr) bool {
	for {
		if q.n, q.err = unix.Read(q.fd, q.buf); q.err != unix.EINTR {
			return q.err != unix.EAGAIN
		}
	}
}

func (q *quiet) Write(b []byte) (int, error) {
	for done := 0; ; {
		n, err := unix.Write(q.fd, b[done:])
		done += max(n, 0)
		switch {
		case err == nil && done == len(b):
			return done, nil
		case err == unix.EAGAIN:
			room := []unix.PollFd{{Fd: int32(q.fd), Events: unix.POLLOUT}}
			if _, err := unix.Poll(room, int(replyTimeout.Milliseconds())); err != nil && err != unix.EINTR {
				return done, os.NewSyscallError("poll", err)
			}
		case err != nil && err != unix.EINTR:
			return done, os.NewSyscallError("write", err)
		}
	}
}

func (q *quiet) Close() error {
	err := q.inner.Close()
	if e := unix.Close(q.fd); err == nil {
		err = e
	}
	q.fd = -1
	return err
}
