package link

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// An Invitation is what a program needs to find its session, short enough for
// the name of the downloaded file:
//
//	Tandem-Support_support-example-com_443_482913077_n5qhu3….exe
//
// The host stands with '-' for '.' and "--" for '-', so that the name has no
// full stop before its ending: browsers put their " (1)" in front of the last
// one. An IPv6 address is "IPV6-" and its eight groups.
type Invitation struct {
	Site   string // "https://host:port"
	Number string // nine digits; empty: unknown
	Pin    string // see Pin; empty: the site has a certificate that systems trust
}

const (
	invitePrefix = "Tandem-Support"
	v6Prefix     = "IPV6-"
	noNumber     = "0"
)

// invitePattern also takes what browsers add to a name they have already, " (1)",
// "(1)" or "-1", and what people add, "Copy of" and "- Copy".
var invitePattern = regexp.MustCompile(`^(?:.*[^A-Za-z0-9])?Tandem-Support_([A-Za-z0-9-]{1,400})_([0-9]{1,5})_([0-9]{9}|0)(?:_([a-z2-7]{26}))?(?:[^A-Za-z0-9_].*)?$`)

// FileName returns the name of a file with the invitation, which ends in ext
// (".exe" or nothing). It has no invitation if the site is no address.
func (i Invitation) FileName(ext string) string {
	u, err := url.Parse(i.Site)
	if err != nil || u.Hostname() == "" {
		return invitePrefix + ext
	}
	port := u.Port()
	if port == "" {
		port = "443"
	}
	number := i.Number
	if number == "" {
		number = noNumber
	}
	name := invitePrefix + "_" + hostToName(u.Hostname()) + "_" + port + "_" + number
	if i.Pin != "" {
		name += "_" + i.Pin
	}
	if back, ok := ParseFileName(name); !ok || back.Number != i.Number || back.Pin != i.Pin {
		return invitePrefix + ext // a host that does not go into a name
	}
	return name + ext
}

// ParseFileName returns the invitation in the name of a file, as FileName
// made it and a browser may have changed it.
func ParseFileName(name string) (Invitation, bool) {
	m := invitePattern.FindStringSubmatch(name)
	if m == nil {
		return Invitation{}, false
	}
	host, ok := hostFromName(m[1])
	port, err := strconv.ParseUint(m[2], 10, 16)
	if !ok || err != nil || port == 0 {
		return Invitation{}, false
	}
	i := Invitation{Site: "https://" + net.JoinHostPort(host, strconv.FormatUint(port, 10)), Number: m[3], Pin: m[4]}
	if i.Number == noNumber {
		i.Number = ""
	} else if _, ok := ParseNumber(i.Number); !ok {
		return Invitation{}, false
	}
	return i, true
}

func hostToName(host string) string {
	if ip, err := netip.ParseAddr(host); err == nil && ip.Is6() {
		return v6Prefix + strings.ReplaceAll(ip.WithZone("").StringExpanded(), ":", "-")
	}
	return strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(host), "-", "--"), ".", "-")
}

func hostFromName(name string) (string, bool) {
	if v6, ok := strings.CutPrefix(name, v6Prefix); ok {
		ip, err := netip.ParseAddr(strings.ReplaceAll(v6, "-", ":"))
		return ip.String(), err == nil
	}
	host := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(name, "--", "_"), "-", "."), "_", "-")
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || label != strings.ToLower(label) {
			return "", false
		}
	}
	return host, true
}
