package panel

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/console/shapetest"
)

func TestTipsLeaveTheNumberToBeRead(t *testing.T) {
	g := newStage(t)
	p := g.start()
	tips := NewTips(g.Post, p.Invite)
	g.win.SetContent(tips)
	for _, width := range []float32{420, 520, 800} {
		g.win.Resize(fyne.NewSize(width, 430))
		tips.show("Address and number in words, to read out on the phone", p.invite.spell)
		shapetest.Walk(p.Invite, func(o fyne.CanvasObject) bool {
			l, is := o.(*widget.Label)
			if !is || l.SizeName != look.SizeNumber {
				return false
			}
			d := g.App.Driver()
			number := written(l)
			number.at = number.at.Add(d.AbsolutePositionForObject(l))
			if tip := (area{d.AbsolutePositionForObject(tips.box), tips.box.Size()}); tip.common(number) > 0 {
				t.Errorf("%v wide, the tip at %v covers the number at %v", width, tip, number)
			}
			return true
		})
	}
}

func TestTipsCoverNoButton(t *testing.T) {
	at := func(x, y, w, h float32) area { return area{fyne.NewPos(x, y), fyne.NewSize(w, h)} }
	room, size := fyne.NewSize(460, 260), fyne.NewSize(150, 30)
	for _, c := range []struct {
		what    string
		of      area
		buttons []area
	}{
		{"alone", at(10, 10, 120, 36), nil},
		{"one below", at(10, 10, 120, 36), []area{at(10, 50, 120, 36)}},
		{"one below and one beside", at(10, 10, 120, 36), []area{at(10, 50, 120, 36), at(134, 10, 120, 36)}},
		{"in the lower right corner", at(330, 220, 120, 36), []area{at(330, 180, 120, 36)}},
	} {
		var blocks []block
		for _, b := range c.buttons {
			blocks = append(blocks, block{b, overButton})
		}
		tip := area{free(c.of, size, room, blocks), size}
		for _, b := range append(c.buttons, c.of) {
			if tip.common(b) > 0 {
				t.Errorf("%s: the tip at %v covers the button at %v", c.what, tip.at, b.at)
			}
		}
		if tip.common(area{size: room}) != size.Width*size.Height {
			t.Errorf("%s: the tip at %v is not within the window", c.what, tip.at)
		}
	}
}

func TestNoTipBelowWhatHasPoppedUp(t *testing.T) {
	g := newStage(t)
	b := NewButton("Notes", "", "Your notes", func() {})
	tips := NewTips(g.Post, b)
	g.win.SetContent(tips)
	tips.show(b.Tip(), b)
	if !tips.box.Visible() {
		t.Fatal("no tip")
	}
	tips.tell("", b)
	pop := widget.NewModalPopUp(widget.NewLabel("Close?"), g.win.Canvas())
	pop.Show()
	tips.show(b.Tip(), b)
	if tips.box.Visible() {
		t.Error("a tip for what is below a question")
	}
}
