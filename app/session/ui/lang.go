package ui

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Translate loads the texts of folders in files, one file a language named
// "<name>.<language>.json", for lang.L. An empty language means the system's;
// else that language, "en" or "fr", is used whatever the system's is. Call it
// before anything is shown, and once.
func Translate(files fs.FS, language string, folders ...string) error {
	if language != "" {
		// Fyne's own words follow the system's language, which on Linux this is.
		for _, name := range []string{"LANGUAGE", "LC_ALL"} {
			if err := os.Setenv(name, language); err != nil {
				return fmt.Errorf("ui: language: %w", err)
			}
		}
	}
	for _, dir := range folders {
		entries, err := fs.ReadDir(files, dir)
		if err != nil {
			return fmt.Errorf("ui: translations: %w", err)
		}
		for _, e := range entries {
			if err := translate(files, language, path.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func translate(files fs.FS, language, file string) error {
	b, err := fs.ReadFile(files, file)
	if err != nil {
		return fmt.Errorf("ui: translations: %w", err)
	}
	if err := lang.AddTranslations(fyne.NewStaticResource(path.Base(file), b)); err != nil {
		return fmt.Errorf("ui: translations: %s: %w", file, err)
	}
	if language == "" || !strings.HasSuffix(file, "."+language+".json") {
		return nil
	}
	// Other systems ask for the language elsewhere: there the chosen one takes its place.
	if err := lang.AddTranslationsForLocale(b, lang.SystemLocale()); err != nil {
		return fmt.Errorf("ui: translations: %s: %w", file, err)
	}
	return nil
}
