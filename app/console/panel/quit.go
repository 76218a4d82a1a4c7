package panel

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
)

// Quitting asks what is to happen to what runs when the technician closes the
// program, and says what ending that is called; empty when nothing runs.
func Quitting(d *desk.Desk) (question, end string) {
	in, waits, assists := 0, 0, 0
	for _, s := range d.State().Get().Sessions {
		st := s.State().Get()
		switch {
		case st.Phase == desk.Over:
		case st.Role == desk.Assistant:
			assists++
		case st.Phase == desk.Waiting:
			waits++
		default:
			in++
		}
	}
	end = lang.L("End the session and close")
	if in+waits > 1 {
		end = lang.L("End the sessions and close")
	}
	switch {
	case in > 1:
		return lang.L("{{.Count}} customers are in sessions. What should happen?", map[string]any{"Count": fmt.Sprint(in)}), end
	case in == 1:
		return lang.L("A customer is in a session. What should happen?"), end
	case waits > 1:
		return lang.L("{{.Count}} sessions wait for their customers, whose numbers will be void. What should happen?", map[string]any{"Count": fmt.Sprint(waits)}), end
	case waits == 1:
		return lang.L("A session waits for its customer, whose number will be void. What should happen?"), end
	case assists > 0:
		return lang.L("You assist in a session, which goes on without you. What should happen?"), lang.L("Leave and close")
	}
	return "", ""
}

// QuitTitle is the title of the question where it has a window.
func QuitTitle() string { return lang.L("Close Tandem?") }

// NewQuestion returns the question of Quitting with its two answers, and gives
// the one that ends nothing to be focused.
func NewQuestion(question, end string, answer func(end bool)) (content fyne.CanvasObject, stay *Button) {
	yes := NewButton(end, "", "", func() { answer(true) }).important(widget.DangerImportance)
	stay = NewButton(lang.L("Go on helping"), "", "", func() { answer(false) })
	text := widget.NewLabel(question)
	text.Wrapping = fyne.TextWrapWord
	const width = 420
	content = container.New(look.Column{Gap: true}, look.Wide(width), text, container.NewCenter(container.NewHBox(stay, yes)))
	look.Settle(content, width) // so that it is as high as its words
	return content, stay
}

// A Question is whether to close a window's program, asked over what it shows.
type Question struct {
	Win  fyne.Window
	Desk *desk.Desk
	Quit func()

	asked *widget.PopUp // the last time; hidden once it was answered
}

// Ask quits, after asking when something runs.
func (q *Question) Ask() {
	question, end := Quitting(q.Desk)
	switch {
	case q.is():
	case question == "":
		q.Quit()
	default:
		content, stay := NewQuestion(question, end, func(end bool) {
			q.Stay()
			if end {
				q.Quit()
			}
		})
		q.Win.RequestFocus() // it may be behind a viewer
		hush(q.Win)
		q.asked = widget.NewModalPopUp(roomy(content), q.Win.Canvas())
		q.asked.Show()
		q.Win.Canvas().Focus(stay)
	}
}

// Stay takes the question away; false when it is not asked.
func (q *Question) Stay() bool {
	was := q.is()
	if was {
		q.asked.Hide()
	}
	return was
}

// is reports whether it is asked at the moment.
func (q *Question) is() bool { return q.asked != nil && q.asked.Visible() }
