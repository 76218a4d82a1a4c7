package app

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tandem/capture/x11/wire"
)

// TestStories runs the stories in testdata/script with the real programs, each
// on displays of its own. -run TestStories/<name> runs one; with -testwork the
// folder with its screenshots is kept.
//
// Beside testscript's own commands a story has:
//
//	display NAME WxH [-no-gl]   starts an X server with a window manager; $NAME is its address
//	site                        starts a site; $SITE is its address, $CA its certificate, $PASSWORD alice's password file
//	number FILE NAME            waits for FILE and sets $NAME to the first line in it
//	await FILE REGEXP           waits until FILE matches
//	window NAME TITLE           waits for a window whose title matches; later xdo commands use it as $WINDOW
//	xdo NAME ARG …              runs xdotool on a display
//	answer NAME TITLE X Y       clicks into a prompt until it goes, for at first it takes no clicks;
//	                            below zero counts from the right or the bottom
//	same A B [X,Y,WxH]          waits until display B shows what display A does, pixel by pixel
//	differ A B SECONDS          fails if B shows what A does at any time within
//	shot NAME FILE              takes a screenshot
//	account NAME                adds a technician to the site, with alice's password
//	press NAME TITLE FILE REGEXP KEY …
//	                            presses keys in a window until FILE matches
//	report REGEXP               waits until the site's records match
func TestStories(t *testing.T) {
	dist := build(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("PATH", dist+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Setenv("BENCH", filepath.Join(dist, "bench"))
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "config"))
			cache := filepath.Join(e.WorkDir, "cache")
			e.Setenv("XDG_CACHE_HOME", cache)
			e.Setenv("XAUTHORITY", "/dev/null")
			e.Setenv("QUIC_GO_DISABLE_RECEIVE_BUFFER_WARNING", "true")
			e.Setenv("LC_ALL", "C.UTF-8")
			return os.Mkdir(cache, 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"display": cmdDisplay,
			"site":    cmdSite,
			"number":  cmdNumber,
			"await":   cmdAwait,
			"window":  cmdWindow,
			"xdo":     cmdXdo,
			"answer":  cmdAnswer,
			"same":    cmdSame,
			"differ":  cmdDiffer,
			"shot":    cmdShot,
			"account": cmdAccount,
			"press":   cmdPress,
			"report":  cmdReport,
		},
	})
}

// build makes the programs, which is quick when nothing has changed, and
// returns their folder.
func build(t *testing.T) string {
	t.Helper()
	if out, err := exec.Command("make", "-s", "-C", "..", "build", "bench-bin").CombinedOutput(); err != nil {
		t.Fatalf("make build: %v\n%s", err, out)
	}
	dist, err := filepath.Abs(filepath.Join("..", "dist"))
	if err != nil {
		t.Fatal(err)
	}
	return dist
}

// until calls ok until it says yes, and gives the story up when that takes too long.
func until(ts *testscript.TestScript, what string, ok func() bool) {
	for end := time.Now().Add(patience); !ok(); {
		if time.Now().After(end) {
			showLogs(ts)
			ts.Fatalf("%s: not within %v", what, patience)
		}
		<-time.After(50 * time.Millisecond)
	}
}

// showLogs shows how the log of every program that the story has started ends.
func showLogs(ts *testscript.TestScript) {
	logs, err := filepath.Glob(ts.MkAbs("*.log"))
	ts.Check(err)
	for _, file := range logs {
		b, err := os.ReadFile(file)
		ts.Check(err)
		ts.Logf("%s ends:\n%s", filepath.Base(file), b[max(0, len(b)-2000):])
	}
}

func need(ts *testscript.TestScript, neg bool, args []string, least int, usage string) {
	if neg || len(args) < least {
		ts.Fatalf("usage: %s", usage)
	}
}

// start runs a program in the background until the story ends.
func start(ts *testscript.TestScript, cmd *exec.Cmd, log string) {
	f, err := os.Create(ts.MkAbs(log))
	ts.Check(err)
	if cmd.Stdout == nil {
		cmd.Stdout = f
	}
	cmd.Stderr = f
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = cmd.Wait() // says that it was interrupted
		}()
		select {
		case <-done:
		case <-time.After(3 * time.Second):
			_ = cmd.Process.Kill()
			<-done
		}
		_ = f.Close()
	})
}

func cmdDisplay(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "display NAME WxH [-no-gl]")
	r, w, err := os.Pipe()
	ts.Check(err)
	xargs := []string{"-displayfd", "3", "-noreset", "-nolisten", "tcp", "-screen", "0", args[1] + "x24"}
	if slices.Contains(args, "-no-gl") {
		xargs = append(xargs, "-extension", "GLX")
	}
	x := exec.Command("Xvfb", xargs...)
	x.ExtraFiles = []*os.File{w}
	start(ts, x, "Xvfb-"+args[0]+".log")
	ts.Check(w.Close())
	ts.Check(r.SetReadDeadline(time.Now().Add(patience)))
	number, err := bufio.NewReader(r).ReadString('\n')
	ts.Check(err)
	ts.Check(r.Close())
	display := ":" + strings.TrimSpace(number)
	ts.Setenv(args[0], display)
	wm := exec.Command("openbox")
	wm.Env = append(os.Environ(), "DISPLAY="+display, "XAUTHORITY=/dev/null")
	start(ts, wm, "openbox-"+args[0]+".log")
	until(ts, "window manager", func() bool {
		out, err := xprop(display, "-root", "_NET_SUPPORTING_WM_CHECK")
		return err == nil && strings.Contains(out, "window id")
	})
}

func xprop(display string, args ...string) (string, error) {
	cmd := exec.Command("xprop", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "XAUTHORITY=/dev/null")
	out, err := cmd.Output()
	return string(out), err
}

func cmdSite(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 0, "site")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	addr := l.Addr().String()
	ts.Check(l.Close())
	data, pw := ts.MkAbs("site"), ts.MkAbs("password")
	ts.Check(os.WriteFile(pw, []byte("correct horse battery\n"), 0o600))
	ts.Check(ts.Exec("site", "user", "add", "--data", data, "--name", "alice", "--password-file", pw))
	program := filepath.Join(filepath.Dir(ts.Getenv("BENCH")), "site")
	start(ts, exec.Command(program, "serve", "--data", data, "--listen", addr), "site.log")
	until(ts, "site", func() bool {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			_ = c.Close() // it answered
		}
		return err == nil
	})
	ts.Setenv("SITE", "https://"+addr)
	ts.Setenv("CA", filepath.Join(data, "site.pem"))
	ts.Setenv("PASSWORD", pw)
}

func cmdNumber(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "number FILE NAME")
	file := ts.MkAbs(args[0])
	until(ts, "file "+args[0], func() bool {
		b, err := os.ReadFile(file)
		line, _, _ := strings.Cut(strings.TrimSpace(string(b)), "\n")
		ts.Setenv(args[1], line)
		return err == nil && line != ""
	})
}

func cmdAwait(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "await FILE REGEXP")
	re, err := regexp.Compile("(?s)" + args[1])
	ts.Check(err)
	file, last := ts.MkAbs(args[0]), []byte(nil)
	defer func() { ts.Logf("%s holds %q", args[0], tail(last)) }()
	until(ts, args[0]+" matching "+args[1], func() bool {
		last, err = os.ReadFile(file)
		return err == nil && re.Match(last)
	})
}

func tail(b []byte) []byte { return b[max(0, len(b)-300):] }

// windows returns the visible windows of a display whose title matches.
func windows(ts *testscript.TestScript, name, title string) []string {
	out, err := xdotool(ts, name, "search", "--onlyvisible", "--name", title)
	if err != nil {
		return nil // xdotool's way to say that there is none
	}
	return strings.Fields(out)
}

func xdotool(ts *testscript.TestScript, name string, args ...string) (string, error) {
	display := ts.Getenv(name)
	if display == "" {
		ts.Fatalf("no display %q", name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", args...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "XAUTHORITY=/dev/null", "LC_ALL=C.UTF-8") // it types what it can decode
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		err = fmt.Errorf("xdotool %v: %w: %s", args, err, errs.Bytes())
	}
	return string(out), err
}

func cmdWindow(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "window NAME TITLE")
	until(ts, "window "+args[1], func() bool {
		ws := windows(ts, args[0], args[1])
		if len(ws) > 0 {
			ts.Setenv("WINDOW", ws[len(ws)-1])
		}
		return len(ws) > 0
	})
}

func cmdXdo(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "xdo NAME ARG ...")
	_, err := xdotool(ts, args[0], args[1:]...)
	ts.Check(err)
}

func cmdAnswer(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 4, "answer NAME TITLE X Y")
	cmdWindow(ts, false, args[:2])
	window := ts.Getenv("WINDOW")
	is := func() bool { return slices.Contains(windows(ts, args[0], args[1]), window) }
	until(ts, "an answer to "+args[1], func() bool {
		if err := click(ts, args[0], window, args[2:]); err != nil && is() {
			ts.Check(err)
		}
		for end := time.Now().Add(time.Second); is(); <-time.After(50 * time.Millisecond) {
			if time.Now().After(end) {
				return false
			}
		}
		return true
	})
}

// click clicks at a place in a window.
func click(ts *testscript.TestScript, display, window string, place []string) error {
	out, err := xdotool(ts, display, "getwindowgeometry", "--shell", window)
	if err != nil {
		return err
	}
	geometry := map[string]int{}
	for line := range strings.Lines(out) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		geometry[name], _ = strconv.Atoi(value) // other lines are not numbers
	}
	at := func(arg, size string) string {
		n, err := strconv.Atoi(arg)
		ts.Check(err)
		if n < 0 {
			n += geometry[size]
		}
		return strconv.Itoa(n)
	}
	_, err = xdotool(ts, display, "mousemove", "--window", window, at(place[0], "WIDTH"), at(place[1], "HEIGHT"), "click", "1")
	return err
}

// grab returns what a display shows.
func grab(ts *testscript.TestScript, name string) *image.RGBA {
	const getImage, zPixmap, allPlanes, head = 73, 2, 1<<32 - 1, 32 // X11 protocol, appendix B
	c, err := wire.Dial(ts.Getenv(name))
	ts.Check(err)
	defer func() { _ = c.Close() }() // only read from
	size := image.Pt(c.Screen.Width, c.Screen.Height)
	pixels, err := c.Reply(c.Send(getImage, zPixmap, c.Screen.Root, wire.Pair(0, 0), wire.Pair(size.X, size.Y), allPlanes))
	ts.Check(err)
	img := image.NewRGBA(image.Rectangle{Max: size})
	if c.Screen.BitsPerPixel != 32 || c.Screen.BigEndian || len(pixels) < head+len(img.Pix) {
		ts.Fatalf("display %s: %d bytes of %d bits a pixel", name, len(pixels), c.Screen.BitsPerPixel)
	}
	for i := 0; i < len(img.Pix); i += 4 {
		p, q := pixels[head+i:], img.Pix[i:]
		q[0], q[1], q[2], q[3] = p[2], p[1], p[0], 255
	}
	return img
}

// region reads "X,Y,WxH".
func region(ts *testscript.TestScript, s string) image.Rectangle {
	var x, y, w, h int
	if _, err := fmt.Sscanf(s, "%d,%d,%dx%d", &x, &y, &w, &h); err != nil {
		ts.Fatalf("region %q: %v", s, err)
	}
	return image.Rect(x, y, x+w, y+h)
}

// wrong counts the pixels of r in which a and b differ.
func wrong(a, b *image.RGBA, r image.Rectangle) (n int) {
	r = r.Intersect(a.Rect).Intersect(b.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
				n++
			}
		}
	}
	return n
}

func cmdSame(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "same A B [X,Y,WxH]")
	n := -1
	defer func() { ts.Logf("%d pixels differ", n) }()
	until(ts, "the same picture", func() bool {
		a, b := grab(ts, args[0]), grab(ts, args[1])
		r := a.Rect
		if len(args) > 2 {
			r = region(ts, args[2])
		}
		n = wrong(a, b, r)
		return n == 0
	})
}

func cmdDiffer(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 3, "differ A B SECONDS [X,Y,WxH]")
	secs, err := strconv.ParseFloat(args[2], 64)
	ts.Check(err)
	for end := time.Now().Add(time.Duration(secs * float64(time.Second))); time.Now().Before(end); {
		a, b := grab(ts, args[0]), grab(ts, args[1])
		r := a.Rect
		if len(args) > 3 {
			r = region(ts, args[3])
		}
		if wrong(a, b, r) == 0 {
			ts.Fatalf("%s shows what %s does", args[1], args[0])
		}
		<-time.After(100 * time.Millisecond)
	}
}

func cmdShot(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, args, 2, "shot NAME FILE")
	cmd := exec.Command("import", "-window", "root", ts.MkAbs(args[1]))
	cmd.Env = append(os.Environ(), "DISPLAY="+ts.Getenv(args[0]), "XAUTHORITY=/dev/null")
	if out, err := cmd.CombinedOutput(); err != nil {
		ts.Fatalf("screenshot: %v\n%s", err, out)
	}
}

var errNoStories = errors.New("no stories")

func TestThereAreStories(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "script", "*.txtar"))
	if err == nil && len(files) == 0 {
		err = errNoStories
	}
	if err != nil {
		t.Error(err)
	}
}
