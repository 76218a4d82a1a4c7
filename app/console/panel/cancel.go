package panel

// Cancel takes back what a session's panel of a kind asks, or any when kind is
// empty. False: nothing is asked.
func (p *Set) Cancel(kind string) bool {
	for _, c := range []struct {
		kind   string
		asked  bool
		cancel func()
	}{
		{Group, p.people.sure != nil, func() { p.people.unask() }},
		{Closing, p.ending.ask.Visible(), func() { p.ending.settle(p.ending.end) }},
		{Talk, len(p.Chat.asked.Objects) > 0, p.Chat.unfollow},
		{Talk, p.Chat.phrases.editor.Visible(), p.Chat.phrases.done},
	} {
		if c.asked && (kind == "" || kind == c.kind) {
			c.cancel()
			return true
		}
	}
	return false
}

// Cancel takes back what is asked above the list. False: nothing is asked.
func (l *List) Cancel() bool {
	asked := l.assist.form.Visible() && !l.assist.busy
	if asked {
		l.assist.cancel()
	}
	return asked
}

// Cancel takes back what is asked in the window of l: whether to close it, above
// the list, or in the session in front.
func (q *Question) Cancel(l *List) {
	if s := l.sets.Front(); !q.Stay() && !l.Cancel() && s != nil {
		s.Cancel("")
	}
}
