package clipboard_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"

	"tandem/app/session/clipboard"
	"tandem/app/session/clipboard/clipboardtest"
	"tandem/transport"
	"tandem/transport/mem"
)

// shared connects a customer's desktop and a technician, until the test ends.
func shared(t *testing.T, d *clipboardtest.Desktop, came func(string)) *clipboard.Technician {
	t.Helper()
	a, b := mem.Pair()
	x, err := a.Open(t.Context(), clipboard.Name, transport.Ordered)
	if err != nil {
		t.Fatal(err)
	}
	_, y, err := b.Accept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tech := clipboard.NewTechnician(came)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 2)
	go func() { done <- tech.Run(ctx, x) }()
	go func() { done <- (&clipboard.Host{Open: d.Open}).Serve(ctx, y) }()
	t.Cleanup(func() { cancel(); <-done; <-done })
	synctest.Wait()
	return tech
}

func TestTextGoesBothWaysAndNoneComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := new(clipboardtest.Desktop)
		d.Copy("a secret from before")
		var came []string
		tech := shared(t, d, func(s string) { came = append(came, s) })
		if len(came) != 0 {
			t.Errorf("came %q; want nothing of what was copied before", came)
		}
		d.Copy("from Bob\r\nline")
		synctest.Wait()
		d.Copy("from Bob\nline") // the same again
		synctest.Wait()
		if !tech.Copied("from Alice") {
			t.Error("not shared")
		}
		synctest.Wait()
		if d.Text() != "from Alice" {
			t.Errorf("the customer has %q", d.Text())
		}
		tech.Copied("from Alice")
		d.Copy("from Alice") // by a clipboard manager, which takes over what it sees
		d.Copy(strings.Repeat("x", clipboard.MaxText+1))
		d.Copy("zero\x00byte")
		synctest.Wait()
		if got := strings.Join(came, "|"); got != "from Bob\nline" {
			t.Errorf("came %q; want Bob's text, once", got)
		}
		d.Copy("from Bob\nline")
		synctest.Wait()
		if len(came) != 2 {
			t.Errorf("came %q; want Bob's text again after another", came)
		}
	})
}

func TestNothingIsSharedWithoutAChannel(t *testing.T) {
	if clipboard.NewTechnician(func(string) {}).Copied("x") {
		t.Error("Copied = true without a channel")
	}
}
