package panel

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

func TestWhatHasTheKeysIsInSight(t *testing.T) {
	g := newStage(t)
	column := container.NewVBox()
	var buttons []*Button
	for i := range 30 {
		buttons = append(buttons, NewButton(fmt.Sprint(i), "", "", func() {}))
		column.Add(buttons[i])
	}
	scroll := container.NewVScroll(column)
	g.win.SetContent(NewTips(g.Post, container.NewHSplit(container.NewStack(), container.NewBorder(nil, nil, nil, nil, scroll))))
	g.win.Resize(fyne.NewSize(300, 200))
	for _, i := range []int{29, 0, 15, 14, 16} {
		g.win.Canvas().Focus(buttons[i])
		top := buttons[i].Position().Y - scroll.Offset.Y
		if top < 0 || top+buttons[i].Size().Height > scroll.Size().Height {
			t.Errorf("button %d is at %v of %v", i, top, scroll.Size().Height)
		}
	}
}
