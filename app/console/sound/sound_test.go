package sound_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"

	"tandem/app/console/desk"
	"tandem/app/console/desk/desktest"
	"tandem/app/console/sound"
	"tandem/app/session"
)

// An ear hears what a player plays.
type ear chan sound.Kind

func (e ear) wait(t *testing.T, want sound.Kind) {
	t.Helper()
	timeout := time.After(20 * time.Second)
	for {
		select {
		case got := <-e:
			if got == want {
				return
			}
			t.Errorf("heard %d before %d", got, want)
		case <-timeout:
			t.Fatalf("%d was never heard", want)
		}
	}
}

func TestWhatIsHeard(t *testing.T) {
	site := desktest.NewSite(t)
	d := site.Desk(desk.Config{})
	heard, deaf := make(ear, 100), make(ear, 100)
	ctx, cancel := context.WithCancel(t.Context())
	var g sync.WaitGroup
	defer g.Wait()
	defer cancel()
	for ear, on := range map[*ear]bool{&heard: true, &deaf: false} {
		p := sound.NewWith(func(_ context.Context, k sound.Kind) { *ear <- k })
		g.Go(func() { p.Run(ctx) })
		g.Go(func() { p.Follow(ctx, d, func() bool { return on }) })
	}
	until(t, func() bool { return d.State().Get().Link == desk.Up })
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { return len(d.Overview().Get().Rows) == 1 })
	s := d.State().Get().Sessions[0]
	c := site.Join(s, "Bob")
	heard.wait(t, sound.Arrived)
	if err := s.Ask(session.View); err != nil {
		t.Fatal(err)
	}
	c.Answers <- session.Allowed
	heard.wait(t, sound.Answered)
	site.Break()
	heard.wait(t, sound.Lost)
	if len(deaf) > 0 {
		t.Errorf("heard %d while sounds were off", <-deaf)
	}
}

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for start := time.Now(); !ok(); <-time.After(5 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			t.Fatal("never came true")
		}
	}
}

func TestNothingWaitsForASound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var played []sound.Kind
		p := sound.NewWith(func(_ context.Context, k sound.Kind) {
			played = append(played, k)
			<-time.After(time.Second)
		})
		ctx, cancel := context.WithCancel(t.Context())
		go p.Run(ctx)
		p.Play(sound.Unread)
		synctest.Wait()
		for _, k := range []sound.Kind{sound.Answered, sound.Lost, sound.Unread, sound.None} {
			p.Play(k) // returns at once
		}
		<-time.After(3 * time.Second)
		if len(played) != 2 || played[0] != sound.Unread || played[1] != sound.Lost {
			t.Errorf("played %v; want the first, and of the others the most urgent", played)
		}
		cancel()
	})
}

func TestTheSwitchIsRemembered(t *testing.T) {
	p := test.NewTempApp(t).Preferences()
	if !sound.On(p) {
		t.Error("off at first; want on")
	}
	sound.Switch(p, false)
	if sound.On(p) {
		t.Error("on after it was switched off")
	}
	sound.Switch(p, true)
	if !sound.On(p) {
		t.Error("off after it was switched on")
	}
}

func TestTheSystemsOwnPlayerEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := sound.New()
	done := make(chan struct{})
	go func() { defer close(done); p.Run(ctx) }()
	p.Play(sound.Unread) // there may be no device
	cancel()
	<-done
}
