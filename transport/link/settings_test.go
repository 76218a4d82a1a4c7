package link

import (
	"reflect"
	"testing"
	"time"
)

func TestSettingsFallBackToTheUsualOnes(t *testing.T) {
	usual := Settings{Shape: Dashboard, Tabs: Tabs(), BusyAt: 5, AwayAfter: 10 * time.Minute}
	set := Settings{
		Shape: Iconbar, Tabs: []string{TabSession, TabTools, TabApplication, TabDesktop}, Request: RequestControl,
		Postpone: true, BusyAt: 2, AwayAfter: time.Minute,
	}
	for name, c := range map[string]struct{ s, want Settings }{
		"none":          {Settings{}, usual},
		"all":           {set, set},
		"unknown shape": {Settings{Shape: "hologram"}, usual},
		"a tab twice":   {Settings{Tabs: []string{TabTools, TabTools, TabDesktop, TabSession}}, usual},
		"a tab less":    {Settings{Tabs: Tabs()[:3]}, usual},
		"a newer tab":   {Settings{Tabs: append(Tabs(), "video")}, usual},
		"no request":    {Settings{Request: "files"}, usual},
		"odd numbers":   {Settings{BusyAt: -1, AwayAfter: -time.Second}, usual},
		"large numbers": {Settings{BusyAt: MaxBusyAt + 1, AwayAfter: MaxAwayAfter + 1}, usual},
	} {
		if got := c.s.Known(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: Known() = %+v; want %+v", name, got, c.want)
		}
		valid := name == "none" || name == "all"
		if err := c.s.Check(); (err == nil) != valid {
			t.Errorf("%s: Check() = %v; want nil: %v", name, err, valid)
		}
	}
}
