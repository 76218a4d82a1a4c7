package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/session/notes"
	"tandem/app/session/ui"
)

// Notes are the technician's own on a session.
type Notes struct {
	Content fyne.CanvasObject
	entry   *Entry
	said    *widget.Label
	notes   *notes.Notes
	tooLong bool
	been    bool // the keyboard was here
	post    ui.Poster
}

func newNotes(post ui.Poster, n *notes.Notes) *Notes {
	p := &Notes{post: post, notes: n, entry: newEntry(nil), said: widget.NewLabel("")}
	p.entry.SetPlaceHolder(lang.L("Your notes. They go into the record, and no customer sees them."))
	p.entry.SetText(n.State().Get().Text)
	p.entry.OnChanged = func(text string) {
		p.tooLong = n.Set(text) != nil
		p.show(n.State().Get())
	}
	p.said.SizeName = theme.SizeNameCaptionText
	p.said.Truncation = fyne.TextTruncateEllipsis
	p.Content = container.NewBorder(nil, p.said, nil, nil, p.entry)
	return p
}

// Focus gives the notes the keys, behind what is there from before.
func (p *Notes) Focus() {
	if !p.been {
		p.been = true
		p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
	focus(p.post, p.entry)
}

func (p *Notes) show(st notes.State) {
	importance, words := widget.LowImportance, ""
	switch {
	case p.tooLong:
		importance, words = widget.DangerImportance, lang.L("Too long: what you typed last is not saved.")
	case st.Err != nil:
		importance, words = widget.DangerImportance, lang.L("Not saved. Is the disk full?")
	case st.Text == "":
	case !st.Saved:
		words = lang.L("Saving…")
	case st.Sent:
		words = lang.L("Saved, and in the record")
	default:
		words = lang.L("Saved on this computer")
	}
	p.said.Importance = importance
	write(p.said, words)
}
