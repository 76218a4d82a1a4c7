package node

import (
	"cmp"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tandem/app/site/mail"
)

// A Config says where and as what a site runs.
type Config struct {
	// Data is the folder of the store, made with mode 0700 if need be.
	Data string
	// Listen is the TCP address, such as ":8443". Empty: none is opened, and
	// Handler is for the caller to serve.
	Listen string
	// Public is the URL that people are told, "https://host[:port]". Empty:
	// the listening port at an address of this machine.
	Public string
	// Name is what the site is called. Empty: the host of the public URL.
	Name string
	// Cert and Key are files with the certificate (PEM). Empty: the site makes
	// its own, as site.pem and site.key in Data.
	Cert, Key string
	// Downloads is the folder with the programs to download. Empty: the folder
	// of this program.
	Downloads string
	// Metrics is the TCP address where figures are served, without encryption
	// or password. Empty: nowhere.
	Metrics string
	// Mail is the server by which invitations are sent. Empty: none are.
	Mail mail.Config
	// Log takes what happens. Nil: nothing is logged.
	Log *slog.Logger
	// Now is the clock. Nil: time.Now.
	Now func() time.Time
}

func (c Config) withDefaults() (Config, error) {
	if c.Data == "" {
		return c, fmt.Errorf("node: no data folder given")
	}
	if (c.Cert == "") != (c.Key == "") {
		return c, fmt.Errorf("node: certificate and key go together")
	}
	if c.Downloads == "" {
		exe, err := os.Executable()
		if err != nil {
			return c, fmt.Errorf("node: folder of the program: %w", err)
		}
		c.Downloads = filepath.Dir(exe)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c, nil
}

// publicURL returns the URL that people are told.
func publicURL(public string, addr net.Addr) (*url.URL, error) {
	if public == "" {
		return localURL(addr), nil
	}
	if !strings.Contains(public, "://") {
		public = "https://" + public
	}
	u, err := url.Parse(public)
	if err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("node: public address %q is not https://host[:port]", public)
	}
	return &url.URL{Scheme: "https", Host: strings.ToLower(u.Host)}, nil
}

// localURL returns the URL of a listening socket as others on the network see it.
func localURL(addr net.Addr) *url.URL {
	ap := netip.AddrPortFrom(netip.IPv4Unspecified(), 443)
	if tcp, ok := addr.(*net.TCPAddr); ok {
		ap = tcp.AddrPort()
	}
	ip := ap.Addr().Unmap()
	if ip.IsUnspecified() {
		ip = hostAddress()
	}
	host := net.JoinHostPort(ip.String(), fmt.Sprint(ap.Port()))
	if ap.Port() == 443 {
		host = strings.TrimSuffix(host, ":443")
	}
	return &url.URL{Scheme: "https", Host: host}
}

// hostAddress returns the address of this machine that others reach best: IPv4
// before IPv6, a network before none.
func hostAddress() netip.Addr {
	best := netip.AddrFrom4([4]byte{127, 0, 0, 1})
	for _, ip := range hostAddresses() {
		if rank(ip) > rank(best) {
			best = ip
		}
	}
	return best
}

func rank(ip netip.Addr) int {
	switch {
	case ip.IsLoopback():
		return 0
	case ip.IsLinkLocalUnicast():
		return 1
	case ip.Is6():
		return 2
	}
	return 3
}

// hostAddresses returns the addresses of this machine, none twice. Where the
// system does not tell, there are none.
func hostAddresses() []netip.Addr {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var ips []netip.Addr
	for _, a := range list {
		if p, err := netip.ParsePrefix(a.String()); err == nil {
			ips = append(ips, p.Addr().Unmap())
		}
	}
	return ips
}

func siteName(c Config, public *url.URL) string { return cmp.Or(c.Name, public.Hostname()) }
