package signin

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"tandem/app/console/look"
	"tandem/app/session/ui"
)

// A Form is what is filled in.
type Form struct {
	Site, CAFile, User, Password string
}

// Config says what a sign-in window does. All fields are required but those
// said to be optional.
type Config struct {
	App  fyne.App
	Post ui.Poster
	// Form is what is filled in already.
	Form Form
	// SignIn signs in; it may block, and is called off the GUI goroutine.
	SignIn func(Form) error
	// Local starts a site on this computer and signs in there; likewise. Nil
	// where there is no choice.
	Local func() error
	// Done is called on the GUI goroutine after either has succeeded. The
	// window is closed when it returns.
	Done func()
	// Err is why an attempt before has failed; optional.
	Err error
}

// A Window is an open sign-in window.
type Window struct {
	cfg Config
	win fyne.Window

	site, user, file *widget.Entry
	password         *widget.Entry
	fileRow          *fyne.Container
	sign, local      *widget.Button
	status           *look.Status
}

// Open shows the window. Closing it ends the program if it is the only one.
func Open(cfg Config) *Window {
	w := &Window{cfg: cfg, win: cfg.App.NewWindow(lang.L("Tandem – sign in")), status: look.NewStatus()}
	w.win.SetCloseIntercept(cfg.App.Quit)
	w.build()
	w.win.Resize(fyne.NewSize(520, 0))
	w.win.SetFixedSize(true)
	w.win.CenterOnScreen()
	if cfg.Err != nil {
		w.fail(cfg.Err)
	}
	w.win.Show()
	w.focusFirstEmpty()
	return w
}

func (w *Window) build() {
	w.site, w.user, w.file, w.password = widget.NewEntry(), widget.NewEntry(), widget.NewEntry(), widget.NewPasswordEntry()
	w.site.SetPlaceHolder("support.example.com")
	for e, text := range map[*widget.Entry]string{
		w.site: w.cfg.Form.Site, w.user: w.cfg.Form.User, w.file: w.cfg.Form.CAFile, w.password: w.cfg.Form.Password,
	} {
		e.SetText(text)
		e.OnSubmitted = func(string) { w.submit() }
	}
	w.sign = widget.NewButtonWithIcon(lang.L("Sign in"), theme.LoginIcon(), w.submit)
	w.sign.Importance = widget.HighImportance
	choose := widget.NewButtonWithIcon(lang.L("Choose…"), theme.FolderOpenIcon(), w.choose)
	w.fileRow = container.NewVBox(label(lang.L("Certificate of the site (optional)")), container.NewBorder(nil, nil, nil, choose, w.file))
	if w.cfg.Form.CAFile == "" {
		w.fileRow.Hide()
	}
	w.status.Content.Hide()
	form := container.NewVBox(
		label(lang.L("Address of the site")), w.site,
		label(lang.L("Name")), w.user,
		label(lang.L("Password")), w.password,
		w.fileRow, w.status.Content,
		container.NewBorder(nil, nil, nil, w.sign),
	)
	all := container.NewVBox(title(lang.L("Sign in to a site")), form)
	if w.cfg.Local != nil {
		w.local = widget.NewButtonWithIcon(lang.L("Start on this computer"), theme.ComputerIcon(), w.startLocal)
		why := widget.NewLabel(lang.L("You need no site to help someone in your network: this computer can be the site."))
		why.Wrapping = fyne.TextWrapWord
		all.Add(widget.NewSeparator())
		all.Add(title(lang.L("No site?")))
		all.Add(why)
		all.Add(container.NewBorder(nil, nil, nil, w.local))
	}
	w.win.SetContent(container.NewPadded(container.NewPadded(all)))
}

func label(text string) *widget.Label { return widget.NewLabel(text) }

func title(text string) *widget.Label {
	l := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	l.SizeName = theme.SizeNameSubHeadingText
	return l
}

func (w *Window) focusFirstEmpty() {
	for _, e := range []*widget.Entry{w.site, w.user, w.password} {
		if e.Text == "" {
			w.win.Canvas().Focus(e)
			return
		}
	}
}

func (w *Window) submit() {
	if w.sign.Disabled() {
		return
	}
	f := Form{w.site.Text, w.file.Text, w.user.Text, w.password.Text}
	if f.Site == "" || f.User == "" || f.Password == "" {
		w.tell(look.Doubtful, lang.L("Fill in the address, your name and the password."))
		w.focusFirstEmpty()
		return
	}
	w.work(lang.L("Signing in…"), func() error { return w.cfg.SignIn(f) })
}

func (w *Window) startLocal() { w.work(lang.L("Starting a site on this computer…"), w.cfg.Local) }

// work does what may take a while and shows how it goes.
func (w *Window) work(doing string, do func() error) {
	w.enable(false)
	w.tell(look.Busy, doing)
	ui.Work(w.cfg.Post, do, func(err error) {
		w.enable(true)
		if err != nil {
			w.fail(err)
			return
		}
		w.cfg.Done()
		w.win.Close()
	})
}

func (w *Window) enable(on bool) {
	for _, b := range []*widget.Button{w.sign, w.local} {
		switch {
		case b == nil:
		case on:
			b.Enable()
		default:
			b.Disable()
		}
	}
}

func (w *Window) fail(err error) {
	switch kindOf(err) {
	case untrusted, noFile:
		w.fileRow.Show()
	case refused:
		w.password.SetText("")
		w.win.Canvas().Focus(w.password)
	case failed, slowDown, badAddress, noSite, wrongName, siteRunning, storeTrouble:
	}
	w.tell(look.Bad, explain(err))
}

func (w *Window) tell(t look.Tone, words string) {
	w.status.Set(t, words)
	w.status.Content.Show()
}

// choose lets the user point at the certificate.
func (w *Window) choose() {
	dialog.ShowFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			w.file.SetText(f.URI().Path())
			_ = f.Close() // nothing was read
		}
	}, w.win)
}
