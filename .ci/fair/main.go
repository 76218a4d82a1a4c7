// Command fair sends in bulk over QUIC and over the kernel's TCP at once and
// prints what each got; run starts both its ends.
package main

import (
	"context"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"tandem/transport"
	"tandem/transport/quic"
)

// What comes in the first warm does not count.
const (
	length = 60 * time.Second
	warm   = 30 * time.Second
	late   = 10 * time.Second // when the second flow joins
	port   = ":9000"
)

func main() {
	receive := flag.Bool("receive", false, "be the end that receives")
	dir := flag.String("dir", "", "`folder` by which the two ends find each other")
	host := flag.String("host", "", "`address` of the receiving end")
	control := flag.String("control", "cubic", "TCP's congestion `control`")
	second := flag.String("second", "quic", "who joins late, quic or tcp")
	flag.Parse()
	id, err := transport.NewIdentity()
	check(err)
	end, err := quic.NewEndpoint(quic.Config{Identity: id})
	check(err)
	ctx := context.Background()
	if *receive {
		check(end.Listen())
		l, err := net.Listen("tcp", port)
		check(err)
		tell(*dir+"/receiver", id, end.Candidates(8))
		peer, _ := learn(*dir + "/sender")
		end.Expect(peer)
		count(ctx, end, l)
		return
	}
	tell(*dir+"/sender", id, nil)
	peer, candidates := learn(*dir + "/receiver")
	delays := map[string]time.Duration{*second: late}
	go func() {
		time.Sleep(delays["quic"])
		conn, err := end.Dial(ctx, peer, candidates)
		check(err)
		ch, err := conn.Open(ctx, "bulk", transport.Ordered)
		check(err)
		for b := make([]byte, 16<<10); err == nil; err = ch.Send(ctx, b) {
		}
	}()
	time.Sleep(delays["tcp"])
	dialer := net.Dialer{Control: func(_, _ string, c syscall.RawConn) error {
		return c.Control(func(fd uintptr) {
			check(syscall.SetsockoptString(int(fd), syscall.IPPROTO_TCP, syscall.TCP_CONGESTION, *control))
		})
	}}
	conn, err := dialer.Dial("tcp", *host+port)
	check(err)
	for b := make([]byte, 64<<10); err == nil; _, err = conn.Write(b) {
	}
}

// count receives both flows and prints what they got.
func count(ctx context.Context, end *quic.Endpoint, l net.Listener) {
	var q, t meter
	go func() {
		conn, err := l.Accept()
		check(err)
		_, _ = io.Copy(&t, conn)
	}()
	go func() {
		conn, err := end.Accept(ctx)
		check(err)
		_, ch, err := conn.Accept(ctx)
		check(err)
		for b := []byte(nil); err == nil; b, err = ch.Recv(ctx) {
			q.Add(int64(len(b)))
		}
	}()
	time.Sleep(warm)
	q0, t0 := q.Load(), t.Load()
	time.Sleep(length - warm)
	rate := func(n int64) float64 { return float64(n) * 8 / 1e6 / (length - warm).Seconds() }
	a, b := rate(q.Load()-q0), rate(t.Load()-t0)
	fmt.Printf("QUIC %.2f, TCP %.2f Mbit/s; QUIC's share %.2f\n", a, b, a/(a+b))
}

// A meter counts bytes.
type meter struct{ atomic.Int64 }

func (m *meter) Write(b []byte) (int, error) { m.Add(int64(len(b))); return len(b), nil }

// tell writes what the other end is to know.
func tell(file string, id *transport.Identity, candidates []string) {
	fp := id.Fingerprint()
	check(os.WriteFile(file+".new", []byte(strings.Join(append([]string{hex.EncodeToString(fp[:])}, candidates...), "\n")), 0o600))
	check(os.Rename(file+".new", file))
}

// learn waits for what the other end tells.
func learn(file string) (peer transport.Fingerprint, candidates []string) {
	for {
		if b, err := os.ReadFile(file); err == nil {
			lines := strings.Split(string(b), "\n")
			raw, err := hex.DecodeString(lines[0])
			check(err)
			peer, err = transport.ParseFingerprint(raw)
			check(err)
			return peer, lines[1:]
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
