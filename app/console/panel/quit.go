package panel

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/desk"
	"tandem/app/console/look"
	"tandem/app/session/ui"
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
		return lang.L("{{.Count}} sessions wait for their customers. Ending them makes their numbers void. What should happen?", map[string]any{"Count": fmt.Sprint(waits)}), end
	case waits == 1:
		return lang.L("A session waits for its customer. Ending it makes its number void. What should happen?"), end
	case assists > 0:
		return lang.L("You assist in a session, which goes on without you. What should happen?"), lang.L("Leave and close")
	}
	return "", ""
}

// QuitTitle is the title of the question where it has a window.
func QuitTitle() string { return lang.L("Close Tandem?") }

// An Answer is what is to happen when the program is closed.
type Answer uint8

// The answers.
const (
	Stay  Answer = iota // it is not closed
	Leave               // it is, and what runs goes on when it starts again
	End                 // what runs ends with it
)

// NewQuestion returns the question of Quitting with its answers, and gives the
// one that changes nothing to be focused. Sessions of d that are kept can be left
// for a moment, which is then done before the answer is told.
func NewQuestion(post ui.Poster, d *desk.Desk, question, end string, answer func(Answer)) (content fyne.CanvasObject, stay *Button) {
	yes := NewButton(end, "", "", func() { answer(End) }).important(widget.DangerImportance)
	stay = NewButton(lang.L("Go on helping"), "", "", func() { answer(Stay) })
	text, more := widget.NewLabel(question), caption()
	text.Wrapping = fyne.TextWrapWord
	buttons := container.New(&look.Flow{Middle: true}, stay, yes)
	if d.Keeps() {
		leave := NewButton(lang.L("Close for a moment"), "", "", func() {
			ui.Work(post, func() error { d.Suspend(); return nil }, func(error) { answer(Leave) })
		})
		buttons.Objects = []fyne.CanvasObject{stay, leave, yes}
		more.SetText(lang.L("When you close for a moment, everything goes on as soon as you start Tandem again. Customers wait {{.Minutes}} minutes for you.",
			map[string]any{"Minutes": int(desk.Patience.Minutes())}))
		more.Show()
	}
	const width = 560
	content = container.New(look.Column{Gap: true}, look.Wide(width), text, more, buttons)
	look.Settle(content, width) // so that it is as high as its words
	return content, stay
}

// A Question is whether to close a window's program, asked over what it shows.
type Question struct {
	Win  fyne.Window
	Desk *desk.Desk
	Post ui.Poster
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
		content, stay := NewQuestion(q.Post, q.Desk, question, end, func(a Answer) {
			q.Stay()
			if a != Stay {
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
