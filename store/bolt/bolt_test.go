package bolt

import (
	"testing"

	"tandem/store"
	"tandem/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Test(t, func(t *testing.T) func() store.Store {
		dir := t.TempDir()
		var open *Store
		t.Cleanup(func() {
			if open == nil {
				return
			}
			if err := open.Close(); err != nil {
				t.Error(err)
			}
		})
		return func() store.Store {
			var err error
			if open, err = Open(dir); err != nil {
				t.Fatal(err)
			}
			return open
		}
	})
}
