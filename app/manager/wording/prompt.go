package wording

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"tandem/app/manager/host"
	"tandem/app/session"
	"tandem/input"
)

// A Prompt is a question to the customer, in words.
type Prompt struct {
	Title    string
	Question string   // who asks for what
	Verified string   // how the name is known
	Points   []string // what is allowed, what is not, and how to stop it
	Allow    string
	Decline  string
}

// PromptOf returns the words of p. site is the name of the site, key the stop key.
func PromptOf(p host.Prompt, site string, key input.Usage) Prompt {
	who := people{p.From.Name, site}
	if p.To.ID != "" {
		return offer(p.To.Name, who)
	}
	w := Prompt{
		Verified: lang.L("{{.Site}} has verified this name.", who),
		Allow:    lang.L("Allow"), Decline: lang.L("Decline"),
	}
	if p.Permission == session.Control {
		w.Title = lang.L("Share mouse and keyboard?")
		w.Question = lang.L("{{.Technician}} from {{.Site}} asks to control your computer.", who)
		w.Points = []string{
			lang.L("If you allow it, {{.Technician}} can use your mouse and keyboard as you can: open, change, send and delete.", who),
			lang.L("Your own mouse and keyboard keep working."),
			lang.L("Stop control takes it back at any time."),
		}
		if key != 0 {
			w.Points[2] = StopKey(key)
		}
		return w
	}
	if p.Permission == session.Clipboard {
		w.Title = lang.L("Share copied text?")
		w.Question = lang.L("{{.Technician}} from {{.Site}} asks to share the clipboard.", who)
		w.Points = []string{
			lang.L("If you allow it, {{.Technician}} gets every text that you copy from now on. Do not copy passwords.", who),
			lang.L("What {{.Technician}} copies can be pasted on your computer.", who),
			lang.L("Stop sharing takes it back at any time."),
		}
		return w
	}
	w.Title = lang.L("Show your screen?")
	w.Question = lang.L("{{.Technician}} from {{.Site}} asks to see your screen.", who)
	w.Points = []string{
		lang.L("If you allow it, {{.Technician}} sees everything on your screen, messages that pop up too.", who),
		lang.L("Nobody can use your mouse or keyboard by this."),
		lang.L("Pause view and Stop sharing hide your screen again at any time."),
	}
	if len(p.Also) > 0 {
		w.Points = slices.Insert(w.Points, 1, lang.L("It is seen by {{.Names}}, too.", map[string]string{"Names": strings.Join(p.Also, ", ")}))
	}
	return w
}

// offer returns the words of the question whether another customer is to see what
// the technician sees.
func offer(name string, from people) Prompt {
	who := struct{ Name, Technician string }{name, from.Technician}
	return Prompt{
		Title:    lang.L("Show your screen to {{.Name}}?", who),
		Question: lang.L("{{.Name}}, another customer in this session, would see your screen, too.", who),
		Verified: lang.L("Nobody has verified this name."),
		Allow:    lang.L("Allow"), Decline: lang.L("Decline"),
		Points: []string{
			lang.L("If you allow it, {{.Name}} sees everything that {{.Technician}} sees of your screen, by way of the computer of {{.Technician}}.", who),
			lang.L("{{.Name}} can use neither your mouse nor your keyboard.", who),
			lang.L("Do not show hides your screen from {{.Name}} again, Pause view and Stop sharing from everybody.", who),
		},
	}
}

// TimeLeft returns how long a prompt will still wait.
func TimeLeft(seconds int) string {
	return lang.L("{{.Seconds}} s left. No answer means no.", map[string]int{"Seconds": seconds})
}
