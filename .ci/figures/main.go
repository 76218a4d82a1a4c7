// Figures measures the Console with the real programs, a real site and customers
// whose screens exist in memory, and prints what it finds: cold start, opening a
// panel, memory and pictures a second with 1, 5 and 20 sessions, and how long the
// sessions are gone when the Console is killed.
//
//	figures -bin DIR [-sessions N]      DIR has site and console
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tandem/transport/link"
)

func main() {
	bin := flag.String("bin", "dist", "`folder` of the programs")
	sessions := flag.String("sessions", "", "only this `number` of sessions, and no starts and panels")
	flag.Parse()
	if err := run(*bin, *sessions); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

// A bench has what all measurements need.
type bench struct {
	dir  string
	bin  string
	url  string
	view *screen
	site *link.Site
}

func run(bin, only string) error {
	dir, err := os.MkdirTemp("", "figures")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &bench{dir: dir, bin: bin}
	stop, err := b.start()
	defer stop()
	if err != nil {
		return err
	}
	if only != "" {
		n, err := strconv.Atoi(only)
		if err != nil {
			return err
		}
		if err := b.crowd(n, rate, false); err != nil {
			return err
		}
		return b.crowd(n, calm, true)
	}
	for _, shape := range link.Shapes() {
		if err := b.coldStart(shape); err != nil {
			return fmt.Errorf("cold start of the %s: %w", shape, err)
		}
	}
	if err := b.panels(); err != nil {
		return fmt.Errorf("panels: %w", err)
	}
	for _, n := range []int{1, 5, 20} {
		if err := b.crowd(n, calm, true); err != nil {
			return fmt.Errorf("%d sessions: %w", n, err)
		}
	}
	return b.crowd(20, rate, false)
}

// start starts the display, the window manager and the site.
func (b *bench) start() (stop func(), err error) {
	var running []*exec.Cmd
	stop = func() {
		for _, c := range running {
			_ = c.Process.Kill()
			_ = c.Wait()
		}
	}
	if b.view, err = newScreen(&running); err != nil {
		return stop, err
	}
	const address = "127.0.0.1:28443"
	b.url = "https://" + address
	data, password := filepath.Join(b.dir, "site"), filepath.Join(b.dir, "password")
	if err := os.WriteFile(password, []byte("correct horse battery"), 0o600); err != nil {
		return stop, err
	}
	if out, err := exec.Command(filepath.Join(b.bin, "site"), "user", "add", "--data", data, "--name", "alice", "--password-file", password).CombinedOutput(); err != nil {
		return stop, fmt.Errorf("%w: %s", err, out)
	}
	serve := exec.Command(filepath.Join(b.bin, "site"), "serve", "--data", data, "--listen", address)
	if err := serve.Start(); err != nil {
		return stop, err
	}
	running = append(running, serve)
	ca := filepath.Join(data, "site.pem")
	if err := until(20*time.Second, func() bool { _, err := os.Stat(ca); return err == nil }); err != nil {
		return stop, fmt.Errorf("the site: %w", err)
	}
	b.site, err = link.NewSite(b.url, ca, "")
	return stop, err
}

// A console is the running Console.
type console struct {
	cmd    *exec.Cmd
	number string // file
	since  time.Time
}

// console starts the Console with its state in a folder of this name.
func (b *bench) console(name, shape string, args ...string) (*console, error) {
	home := filepath.Join(b.dir, name)
	c := &console{number: filepath.Join(home, "number"), since: time.Now()}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	_ = os.Remove(c.number) // of the one before
	c.cmd = exec.Command(filepath.Join(b.bin, "console"), append([]string{
		"--site", b.url, "--site-ca", filepath.Join(b.dir, "site", "site.pem"), "--user", "alice",
		"--password-file", filepath.Join(b.dir, "password"), "--shape", shape, "--number-file", c.number,
	}, args...)...)
	c.cmd.Env = append(os.Environ(), "DISPLAY="+b.view.name, "XDG_CONFIG_HOME="+home, "HOME="+home, "XAUTHORITY=/dev/null")
	return c, c.cmd.Start()
}

func (c *console) kill() {
	_ = c.cmd.Process.Kill()
	_ = c.cmd.Wait()
}

// close has the Console end in good order, which ends its sessions.
func (c *console) close() {
	_ = c.cmd.Process.Signal(os.Interrupt)
	_ = c.cmd.Wait()
}

// next waits for a number other than the last.
func (c *console) next(last string) (number string, err error) {
	err = until(30*time.Second, func() bool {
		raw, _ := os.ReadFile(c.number) // not yet
		number = strings.TrimSpace(string(raw))
		return number != "" && number != last
	})
	return number, err
}

// resident is the memory of the Console in MB.
func (c *console) resident() int {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid)) // 0 then
	var kb int
	if _, after, ok := strings.Cut(string(raw), "VmRSS:"); ok {
		_, _ = fmt.Sscan(after, &kb)
	}
	return kb >> 10
}

// used is the processor time of the Console so far.
func (c *console) used() time.Duration { return used(c.cmd.Process.Pid) }

// used is the processor time of a process so far.
func used(pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0 // it has ended
	}
	f := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	var user, system int
	_, _ = fmt.Sscan(f[11], &user)
	_, _ = fmt.Sscan(f[12], &system)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// coldStart measures from the start of the program to a window that is painted,
// and to a session whose number can be read out.
func (b *bench) coldStart(shape string) error {
	for range 3 {
		c, err := b.console("cold-"+shape, shape, "--start")
		if err != nil {
			return err
		}
		if err := until(30*time.Second, b.view.painted); err != nil {
			c.kill()
			return err
		}
		window := time.Since(c.since)
		_, err = c.next("")
		number := time.Since(c.since)
		c.close()
		if err != nil {
			return err
		}
		fmt.Printf("cold start, %s: window %d ms, number %d ms\n", shape, window.Milliseconds(), number.Milliseconds())
		if err := until(10*time.Second, func() bool { return !b.view.painted() }); err != nil {
			return err
		}
	}
	return nil
}

// panels measures from the click to a pop-out of the icon bar that is painted. The
// bar is at the left upper corner when it has no place yet.
func (b *bench) panels() error {
	c, err := b.console("panels", link.Iconbar, "--start")
	if err != nil {
		return err
	}
	defer c.close()
	if _, err := c.next(""); err != nil {
		return err
	}
	for _, p := range []struct {
		name string
		icon int // from the left, in pixels
	}{{"chat", 221}, {"notes", 265}, {"participants", 353}, {"the session's end", 441}} {
		<-time.After(2 * time.Second) // the one before is settled
		before, begun := b.view.sum(), time.Now()
		b.view.click(p.icon, 84)
		if err := until(10*time.Second, func() bool { return b.view.sum() != before }); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Printf("opening %s from the icon bar: %d ms\n", p.name, time.Since(begun).Milliseconds())
	}
	return nil
}

// crowd measures n sessions whose customers all show their screens, which change
// others times a second but for that in the viewer, and then, if kill is set, how
// long they are gone when the Console is killed.
func (b *bench) crowd(n, others int, kill bool) error {
	name := fmt.Sprintf("crowd%d-%d", n, others)
	c, err := b.console(name, link.Multisession, "--start", "--request", "view", "--fullscreen")
	if err != nil {
		return err
	}
	defer func() { c.close() }()
	numbers, last := []string{}, ""
	for range n {
		if last != "" {
			<-time.After(500 * time.Millisecond) // the window has the keys, and the button can be pressed again
			b.view.key("ctrl+n")
		}
		if last, err = c.next(last); err != nil {
			return err
		}
		numbers = append(numbers, last)
	}
	empty := c.resident()
	ctx, cancel := context.WithCancel(context.Background())
	begun := time.Now()
	people := join(ctx, b.site, numbers, others)
	defer func() { cancel(); people.wait() }()
	if err := until(60*time.Second, people.shown); err != nil {
		return fmt.Errorf("%s: %w", people.say(), err)
	}
	fmt.Printf("%d sessions: all shown after %d ms, one after the other\n", n, time.Since(begun).Milliseconds())
	<-time.After(8 * time.Second) // the first pictures are through
	cpu, mine, at := c.used(), used(os.Getpid()), time.Now()
	shown := b.view.changes(10 * time.Second)
	cores := func(d time.Duration) float64 { return float64(d) / float64(time.Since(at)) }
	fmt.Printf("%d sessions, the others with %d changes a second: %d MB resident (%d MB before the customers came), the viewer shows %.1f pictures "+
		"a second of %d, the Console takes %.2f processors, all customers together %.2f\n",
		n, others, c.resident(), empty, shown, rate, cores(c.used()-cpu), cores(used(os.Getpid())-mine))
	if !kill {
		return nil
	}
	gone := time.Now()
	c.kill()
	if c, err = b.console(name, link.Multisession, "--request", "view", "--fullscreen"); err != nil {
		return err
	}
	if err := until(30*time.Second, b.view.painted); err != nil {
		return err
	}
	fmt.Printf("killed with %d sessions: window again after %d ms\n", n, time.Since(gone).Milliseconds())
	if err := until(90*time.Second, people.back); err != nil {
		return fmt.Errorf("after the kill: %s: %w", people.say(), err)
	}
	fmt.Printf("killed with %d sessions: all of them are back and shown after %d ms\n", n, time.Since(gone).Milliseconds())
	return nil
}

// until waits for ok.
func until(most time.Duration, ok func() bool) error {
	for start := time.Now(); !ok(); <-time.After(5 * time.Millisecond) {
		if time.Since(start) > most {
			return fmt.Errorf("nothing for %v", most)
		}
	}
	return nil
}
