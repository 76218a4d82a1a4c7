package window

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/transport/link"
)

// maxName is the longest name, in letters; the site's limit is in bytes.
const maxName = 48

// showForm asks for what is wished for. problem says what was wrong with it, if
// anything was.
func (p *Program) showForm(problem string) {
	site, number, name := widget.NewEntry(), widget.NewEntry(), widget.NewEntry()
	site.SetText(p.wish.Site)
	number.SetText(link.FormatNumber(p.wish.Number))
	name.SetText(p.wish.Name)
	site.SetPlaceHolder("support.example.com")
	number.SetPlaceHolder("123 456 789")
	wrong := paragraph("")
	wrong.Importance = widget.DangerImportance
	complain := func(what string) {
		wrong.SetText(what)
		wrong.Hidden = what == ""
		wrong.Refresh()
	}
	complain(problem)
	join := func(string) {
		w, what := check(site.Text, number.Text, name.Text)
		if what != "" {
			complain(what)
			return
		}
		p.wish = w
		p.join()
	}
	for _, e := range []*widget.Entry{site, number, name} {
		e.OnSubmitted = join
	}
	button := widget.NewButtonWithIcon(lang.L("Join"), theme.NavigateNextIcon(), func() { join("") })
	button.Importance = widget.HighImportance
	p.main.SetContent(container.NewPadded(container.NewBorder(
		heading(lang.L("Join a session")),
		container.NewVBox(wrong, button), nil, nil,
		container.NewVScroll(container.NewVBox(
			paragraph(lang.L("Your technician tells you the address and the number.")),
			caption(lang.L("Address of the site")), site,
			caption(lang.L("Session number")), number,
			caption(lang.L("Your name")), name,
			paragraph(lang.L("Join only if you have asked for help yourself. Nothing is shown or done before you allow it.")),
		)),
	)))
	p.main.Canvas().Focus(firstEmpty(site, number, name))
}

// check returns what was typed, or what is wrong with it.
func check(site, number, name string) (Wish, string) {
	w := Wish{Site: strings.TrimSpace(site), Name: strings.Join(strings.Fields(name), " ")}
	n, ok := link.ParseNumber(number)
	w.Number = n
	switch {
	case w.Site == "":
		return w, badAddress()
	case !ok:
		return w, lang.L("Please type the nine digits of the number.")
	case w.Name == "":
		return w, lang.L("Please type your name, so that the technician knows who comes.")
	case utf8.RuneCountInString(w.Name) > maxName || link.CheckText(w.Name) != nil:
		return w, lang.L("Please type a shorter name of plain letters.")
	}
	return w, ""
}

func badAddress() string {
	return lang.L("Please type the address of the site, such as support.example.com.")
}

func firstEmpty(entries ...*widget.Entry) fyne.Focusable {
	for _, e := range entries {
		if e.Text == "" {
			return e
		}
	}
	return entries[0]
}
