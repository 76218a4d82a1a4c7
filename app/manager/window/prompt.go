package window

import (
	"context"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/manager/host"
	"tandem/app/manager/visit"
	"tandem/app/manager/wording"
	"tandem/app/session"
)

// A prompt is a question in a window of its own.
type prompt struct {
	id     uint64
	window fyne.Window
	stop   context.CancelFunc // stops the counting down

	allow, decline *deliberate
}

// ask shows the oldest of the prompts, and none when there is none.
func (p *Program) ask(v *visit.Visit, ps []host.Prompt) {
	if p.prompt != nil && (len(ps) == 0 || ps[0].ID != p.prompt.id) {
		p.closePrompt()
	}
	if p.visit != v || p.prompt != nil || len(ps) == 0 {
		return
	}
	p.openPrompt(v, ps[0])
}

func (p *Program) closePrompt() {
	if p.prompt == nil {
		return
	}
	p.prompt.stop()
	p.prompt.window.SetCloseIntercept(nil)
	p.prompt.window.Close()
	p.prompt = nil
}

func (p *Program) openPrompt(v *visit.Visit, q host.Prompt) {
	words := wording.PromptOf(q, v.State().Get().Site, v.Key().Get())
	answer := func(allow bool) func() {
		return func() { v.Consent().Answer(q.ID, allow) }
	}
	w := p.app.NewWindow(words.Title + " – " + title)
	left := caption("")
	allow := newDeliberate(words.Allow, theme.ConfirmIcon(), answer(true))
	decline := newDeliberate(words.Decline, theme.CancelIcon(), answer(false))
	w.SetContent(promptContent(q.Permission, words, left, allow, decline))
	w.SetCloseIntercept(answer(false))
	w.SetFixedSize(true)
	if d, ok := w.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	w.Resize(fyne.NewSize(440, 0))
	w.CenterOnScreen()
	count := func() {
		left.SetText(wording.TimeLeft(int(math.Ceil(time.Until(q.Deadline).Seconds()))))
		allow.Refresh()
		decline.Refresh()
	}
	count()
	w.Show()
	w.RequestFocus()
	w.Canvas().Unfocus()
	allow.arm()
	decline.arm()
	p.prompt = &prompt{q.ID, w, p.everyTick(count), allow, decline}
	p.cfg.Call()
}

// everyTick calls f on the GUI goroutine again and again until it is stopped.
func (p *Program) everyTick(f func()) (stop context.CancelFunc) {
	stopped, stop := context.WithCancel(context.Background())
	p.begin(func(ctx context.Context) {
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				p.cfg.Post(func() {
					if stopped.Err() == nil {
						f()
					}
				})
			case <-stopped.Done():
				return
			case <-ctx.Done():
				return
			}
		}
	})
	return stop
}

func promptContent(asked session.Permission, words wording.Prompt, left *widget.Label, allow, decline fyne.CanvasObject) fyne.CanvasObject {
	icon, mood := theme.VisibilityIcon(), wording.Seen
	if asked == session.Control {
		icon, mood = pointer(), wording.Controlled
	}
	b := newBanner(0)
	b.ground.FillColor = ground(mood)
	b.icon.SetResource(whiteIcon(icon))
	b.word.SetText(words.Title)
	b.text.SetText(words.Question)
	b.detail.SetText(words.Verified)
	points := container.NewVBox()
	for _, text := range words.Points {
		points.Add(container.NewBorder(nil, nil, container.NewVBox(caption("•")), nil, paragraph(text)))
	}
	left.Alignment = fyne.TextAlignCenter
	return container.NewBorder(b.root,
		container.NewPadded(container.NewVBox(left, container.NewGridWithColumns(2, decline, allow))), nil, nil,
		container.NewPadded(points))
}
