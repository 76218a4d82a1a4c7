package link

import (
	"strings"
	"testing"
)

const testPin = "n5qhu3ckmvzrtd2a7yslbwpeo4"

func TestAnInvitationSurvivesItsFileName(t *testing.T) {
	for _, c := range []struct {
		inv  Invitation
		name string
	}{
		{Invitation{"https://support.example.com:443", "482913077", testPin}, "Tandem-Support_support-example-com_443_482913077_" + testPin},
		{Invitation{"https://192.0.2.7:8443", "482913077", ""}, "Tandem-Support_192-0-2-7_8443_482913077"},
		{Invitation{"https://xn--zo-4ka.my-office.example:1", "", testPin}, "Tandem-Support_xn----zo--4ka-my--office-example_1_0_" + testPin},
		{Invitation{"https://[2001:db8::7]:8443", "482913077", testPin}, "Tandem-Support_IPV6-2001-0db8-0000-0000-0000-0000-0000-0007_8443_482913077_" + testPin},
		{Invitation{"https://localhost:8443", "482913077", testPin}, "Tandem-Support_localhost_8443_482913077_" + testPin},
	} {
		for _, ext := range []string{"", ".exe"} {
			if got := c.inv.FileName(ext); got != c.name+ext {
				t.Errorf("FileName of %+v = %q; want %q", c.inv, got, c.name+ext)
			}
			for _, change := range []string{
				"", " (1)", "(1)", "-1", " (12)", " - Copy", " (1) (1)", " - Copie (2)", "-2-1",
			} {
				name := c.name + change + ext
				if got, ok := ParseFileName(name); !ok || got != c.inv {
					t.Errorf("ParseFileName(%q) = %+v, %v; want %+v", name, got, ok, c.inv)
				}
			}
			for _, before := range []string{"Copy of ", "/home/bob/Downloads/", `C:\Users\Bob\Downloads\`, "./"} {
				if got, ok := ParseFileName(before + c.name + ext); !ok || got != c.inv {
					t.Errorf("ParseFileName(%q) = %+v, %v; want %+v", before+c.name+ext, got, ok, c.inv)
				}
			}
		}
	}
}

func TestTheUsualPortNeedNotBeSaid(t *testing.T) {
	i := Invitation{Site: "https://support.example.com", Number: "482913077"}
	if got, ok := ParseFileName(i.FileName("")); !ok || got.Site != "https://support.example.com:443" {
		t.Errorf("got %+v, %v", got, ok)
	}
}

func TestOtherNamesAreNoInvitations(t *testing.T) {
	for _, name := range []string{
		"", "manager", "manager.exe", "Tandem-Support", "Tandem-Support.exe", "Tandem-Support (1).exe",
		"Tandem-Support_host_8443.exe", "Tandem-Support_host_0_482913077.exe", "Tandem-Support_host_70000_482913077.exe",
		"Tandem-Support_host_8443_082913077.exe", "Tandem-Support_host_8443_48291307.exe", "Tandem-Support_host_8443_4829130770.exe",
		"Tandem-Support_-host_8443_482913077.exe", "Tandem-Support_host-_8443_482913077.exe", "Tandem-Support_a---b_8443_482913077",
		"Tandem-Support_HOST_8443_482913077", "Tandem-Support_IPV6-2001_8443_482913077", "Tandem-Support_host_8443_482913077_short",
		"Tandem-Support_host_8443_482913077_" + strings.ToUpper(testPin), "Tandem-Support_host_8443_482913077_" + testPin + "x",
		"Tandem-Support_ho/st_8443_482913077", "Tandem-Support_user@host_8443_482913077", "xTandem-Support_host_8443_482913077",
	} {
		if got, ok := ParseFileName(name); ok {
			t.Errorf("ParseFileName(%q) = %+v; want none", name, got)
		}
	}
	for _, i := range []Invitation{
		{Site: ""},
		{Site: "https://"},
		{Site: "://"},
		{Site: "https://a b"},
		{Site: "https://host:8443", Number: "12"},
		{Site: "https://host", Pin: "nope"},
		{Site: "https://ho_st"},
		{Site: "https://host", Number: "0"},
	} {
		if got := i.FileName(".exe"); got != "Tandem-Support.exe" {
			t.Errorf("FileName of %+v = %q", i, got)
		}
	}
}

func FuzzParseFileName(f *testing.F) {
	f.Add("Tandem-Support_support-example-com_443_482913077_" + testPin + " (1).exe")
	f.Add("Tandem-Support_IPV6-2001-0db8-0000-0000-0000-0000-0000-0007_8443_0")
	f.Fuzz(func(t *testing.T, name string) {
		i, ok := ParseFileName(name)
		if !ok {
			return
		}
		if _, err := NewSite(i.Site, "", i.Pin); err != nil {
			t.Fatalf("%q: %+v is no site: %v", name, i, err)
		}
		if back, ok := ParseFileName(i.FileName(".exe")); !ok || back != i {
			t.Fatalf("%q: %+v came back as %+v, %v", name, i, back, ok)
		}
	})
}

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"482913077": "482913077", "482 913 077": "482913077", " 482-913-077 ": "482913077",
		"482.913.077": "482913077", "482\u00a0913\u202f077": "482913077",
	} {
		if got, ok := ParseNumber(typed); !ok || got != want {
			t.Errorf("ParseNumber(%q) = %q, %v; want %q", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", "48291307", "4829130770", "082913077", "48291307a", "４82913077", "482,913,077", "-"} {
		if got, ok := ParseNumber(typed); ok {
			t.Errorf("ParseNumber(%q) = %q; want none", typed, got)
		}
	}
	if got := FormatNumber("482913077"); got != "482 913 077" {
		t.Errorf("got %q", got)
	}
	if got := FormatNumber("12"); got != "12" {
		t.Errorf("got %q", got)
	}
}
