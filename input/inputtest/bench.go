//go:build linux

package inputtest

import (
	"image"
	"testing"

	"tandem/input"
)

// Bench measures what each kind of event costs the caller, on a server of its own
// with a window that gets the events.
func (m Mechanism) Bench(b *testing.B) {
	d := NewDisplay(b)
	d.Layout("us")
	w := d.NewWindow(b)
	i, err := m.Open()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = i.Close() })
	for _, c := range []struct {
		name   string
		events []input.Event
	}{
		{"Key", Tap(input.KeyA)},
		{"Pointer", []input.Event{input.Pointer{At: image.Pt(10, 10)}, input.Pointer{At: image.Pt(700, 500)}}},
		{"Button", []input.Event{input.Button{Button: input.Left, Down: true}, input.Button{Button: input.Left}}},
		{"Wheel", []input.Event{input.Wheel{Y: input.Notch}, input.Wheel{Y: -input.Notch}}},
		{"Text", []input.Event{input.Text{S: "Hello, World 123 ~#"}}},
		{"TextUnbound", []input.Event{input.Text{S: "é中😀"}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				do(b, i, c.events...)
				if n++; n%100 == 0 {
					b.StopTimer()
					w.Take()
					b.StartTimer()
				}
			}
			b.StopTimer()
			w.Take()
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(c.events)), "µs/event")
		})
	}
}
