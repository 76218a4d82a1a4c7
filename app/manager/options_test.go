package main

import (
	"bytes"
	"go/build"
	"slices"
	"testing"

	"tandem/app/manager/window"
)

// A release must not be able to answer prompts by itself: neither its files nor
// its flags have it.
func TestAReleaseAnswersNoPrompts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tags []string
		want bool
	}{{nil, false}, {[]string{"ci"}, false}, {[]string{"rehearsal"}, true}} {
		b := build.Default
		b.BuildTags = c.tags
		p, err := b.ImportDir(".", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(p.GoFiles, "rehearsal.go"); got != c.want {
			t.Errorf("with tags %v the build has rehearsal.go: %v; want %v", c.tags, got, c.want)
		}
	}
}

func TestFlags(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir()) // no name is remembered
	for _, c := range []struct {
		args []string
		want window.Wish
		code int
	}{
		{nil, window.Wish{}, 0},
		{[]string{"--site", "https://a", "--join", "123 456 789", "--name", "Bob", "--lang", "fr"}, window.Wish{Site: "https://a", Number: "123456789", Name: "Bob"}, 0},
		{[]string{"--join", "12345"}, window.Wish{}, 2},
		{[]string{"--lang", "de"}, window.Wish{}, 2},
		{[]string{"--unheard"}, window.Wish{}, 2},
		{[]string{"rest"}, window.Wish{}, 2},
	} {
		var errs bytes.Buffer
		o, err := parse(c.args, &errs)
		got := 0
		if err != nil {
			got = code(err)
		}
		if got != c.code || err == nil && o.wish != c.want {
			t.Errorf("parse(%q) = %+v, code %d; want %+v, code %d", c.args, o.wish, got, c.want, c.code)
		}
		if err != nil && errs.Len() == 0 {
			t.Errorf("parse(%q) says nothing about what is wrong", c.args)
		}
	}
}

func TestTheFileNameInvites(t *testing.T) {
	t.Parallel()
	const pin = "abcdefghijklmnopqrstuvwxyz"
	var o options
	o.invite("Tandem-Support_support-example-com_8443_482913077_" + pin + " (1).exe")
	want := window.Wish{Site: "https://support.example.com:8443", Number: "482913077"}
	if o.wish != want || o.pin != pin {
		t.Errorf("wish %+v, pin %q; want %+v, %q", o.wish, o.pin, want, pin)
	}
	o = options{wish: window.Wish{Site: "https://other"}}
	o.invite("Tandem-Support_support-example-com_8443_482913077_" + pin)
	if o.wish.Site != "https://other" || o.pin != "" {
		t.Errorf("with --site: %+v, pin %q; want the flag's site, and no pin of another's", o.wish, o.pin)
	}
	o = options{}
	o.invite("manager")
	if o.wish != (window.Wish{}) {
		t.Errorf("from a plain name: %+v; want nothing", o.wish)
	}
}
