package panel

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/session/ui"
	"tandem/transport/link"
)

// phrases are the account's canned ones: a button that offers them, and in
// place of the chat an editor for them.
type phrases struct {
	button  *Button
	editor  *fyne.Container
	instead fyne.CanvasObject // what the editor is shown in place of

	cfg    Config
	insert func(string)
	entry  *Entry
	said   *look.Status
}

func newPhrases(cfg Config, insert func(string)) *phrases {
	p := &phrases{cfg: cfg, insert: insert, entry: newEntry(nil), said: look.NewStatus()}
	p.button = NewButton(lang.L("Phrases"), theme.IconNameList, lang.L("Puts a phrase of yours into what you write"), p.open)
	title := widget.NewLabelWithStyle(lang.L("Your phrases, one a line"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.said.Content.Hide()
	save := NewButton(lang.L("Save"), theme.IconNameDocumentSave, lang.L("Keeps them at the site, for your account"), p.save).important(widget.HighImportance)
	p.editor = container.NewBorder(title, container.New(look.Column{Gap: true}, p.said.Content,
		container.New(&look.Flow{}, save, NewButton(lang.L("Cancel"), "", "", p.done))), nil, nil, p.entry)
	p.editor.Hide()
	return p
}

// open offers the phrases.
func (p *phrases) open() {
	m := fyne.NewMenu("")
	for _, words := range p.cfg.Desk.State().Get().Phrases {
		m.Items = append(m.Items, fyne.NewMenuItem(short(words), func() { p.insert(words) }))
	}
	if len(m.Items) > 0 {
		m.Items = append(m.Items, fyne.NewMenuItemSeparator())
	}
	m.Items = append(m.Items, fyne.NewMenuItem(lang.L("Edit phrases…"), p.edit))
	c := fyne.CurrentApp().Driver().CanvasForObject(p.button)
	if c == nil {
		return
	}
	pop := widget.NewPopUpMenu(m, c)
	pop.ShowAtRelativePosition(fyne.NewPos(p.button.Size().Width-pop.MinSize().Width, -pop.MinSize().Height), p.button)
	c.Focus(pop)
}

// short is a phrase as it fits into a menu.
func short(words string) string {
	const most = 48
	if r := []rune(words); len(r) > most {
		return string(r[:most]) + "…"
	}
	return words
}

// edit shows the editor.
func (p *phrases) edit() {
	p.entry.SetText(strings.Join(p.cfg.Desk.State().Get().Phrases, "\n"))
	p.said.Content.Hide()
	p.instead.Hide()
	p.editor.Show()
	focus(p.cfg.Post, p.entry)
}

func (p *phrases) done() {
	p.editor.Hide()
	p.instead.Show()
	focus(p.cfg.Post, p.button)
}

// save keeps what stands in the editor.
func (p *phrases) save() {
	var list []string
	for line := range strings.SplitSeq(p.entry.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	if link.CheckPhrases(list) != nil {
		p.tell(lang.L("These are too many, or one is too long."))
		return
	}
	const timeout = 10 * time.Second
	ui.Work(p.cfg.Post, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), timeout)
		defer cancel()
		return p.cfg.Desk.SetPhrases(ctx, list)
	}, func(err error) {
		if err != nil {
			p.tell(lang.L("The site cannot be reached right now. Try again."))
			return
		}
		p.done()
	})
}

func (p *phrases) tell(words string) {
	p.said.Set(look.Bad, words)
	p.said.Content.Show()
}
