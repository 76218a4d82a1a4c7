package capturetest

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"tandem/capture"
)

// Benchmark measures what a frame costs with each kind of change. Beside the
// time, which includes drawing the change and waiting for it, it reports the
// CPU time that this process and the X server of the display named took, in
// milliseconds a frame.
func Benchmark(b *testing.B, d Desktop, display string, size image.Point, open func(capture.Config) (capture.Source, error)) {
	drawn := 0 // never the same colour twice, which would be no change
	for _, c := range []struct {
		name string
		part image.Point
	}{
		{"whole", size},
		{"word", image.Pt(64, 16)},
	} {
		b.Run(fmt.Sprintf("%s-%dx%d", c.name, size.X, size.Y), func(b *testing.B) {
			s, err := open(capture.Config{MaxRate: 1000})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = s.Close() }() // only read from
			if _, err := s.Next(b.Context()); err != nil {
				b.Fatal(err)
			}
			pid := serverOf(b, display)
			b.ReportAllocs()
			client, server := cpuTime(b, "self"), cpuTime(b, pid)
			b.ResetTimer()
			for i := range b.N {
				at := image.Pt(i*31%(size.X-c.part.X+1), i*17%(size.Y-c.part.Y+1))
				drawn++
				d.Fill(image.Rectangle{Min: at, Max: at.Add(c.part)}, color.NRGBA{R: byte(drawn), G: byte(drawn >> 8), B: 99, A: 255})
				if _, err := s.Next(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer() // allocations end here, too
			client, server = cpuTime(b, "self")-client, cpuTime(b, pid)-server
			b.ReportMetric(client.Seconds()*1000/float64(b.N), "client-cpu-ms")
			b.ReportMetric(server.Seconds()*1000/float64(b.N), "server-cpu-ms")
		})
	}
}

// Idle reports how much of one core this process and the X server of the
// display named take while nothing happens for a while, in percent.
func Idle(b *testing.B, display string, open func(capture.Config) (capture.Source, error)) {
	const while = 10 * time.Second
	s, err := open(capture.Config{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }() // only read from
	idle(b, s, time.Second)
	client, server := cpuTime(b, "self"), cpuTime(b, serverOf(b, display))
	idle(b, s, while)
	client, server = cpuTime(b, "self")-client, cpuTime(b, serverOf(b, display))-server
	b.ReportMetric(100*client.Seconds()/while.Seconds(), "client-%")
	b.ReportMetric(100*server.Seconds()/while.Seconds(), "server-%")
	b.ReportMetric(0, "ns/op")
}

// idle takes frames for a while without looking at them.
func idle(b *testing.B, s capture.Source, while time.Duration) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), while)
	defer cancel()
	for {
		if _, err := s.Next(ctx); errors.Is(err, context.DeadlineExceeded) {
			return
		} else if err != nil {
			b.Fatal(err)
		}
	}
}

// cpuTime is how long a process has run, by /proc/PID/schedstat of its
// threads, which counts nanoseconds where stat counts hundredths of a second.
func cpuTime(b *testing.B, pid string) time.Duration {
	b.Helper()
	dir := "/proc/" + pid + "/task"
	threads, err := os.ReadDir(dir)
	if err != nil {
		b.Fatal(err)
	}
	var sum time.Duration
	for _, t := range threads {
		text, err := os.ReadFile(dir + "/" + t.Name() + "/schedstat")
		if err != nil {
			continue // it has ended
		}
		ran, _, _ := strings.Cut(string(text), " ")
		n, err := strconv.ParseInt(ran, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(n)
	}
	return sum
}

// serverOf is the process id of an X server, by its socket: unix(7),
// "SO_PEERCRED".
func serverOf(b *testing.B, display string) string {
	b.Helper()
	line, err := net.Dial("unix", "/tmp/.X11-unix/X"+strings.TrimPrefix(display, ":"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = line.Close() }() // nothing was sent
	raw, err := line.(*net.UnixConn).SyscallConn()
	if err != nil {
		b.Fatal(err)
	}
	var peer *unix.Ucred
	var failed error
	err = raw.Control(func(fd uintptr) { peer, failed = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED) })
	if err = errors.Join(err, failed); err != nil {
		b.Fatal(err)
	}
	return strconv.Itoa(int(peer.Pid))
}
