package viewer

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"
)

func clone(pic *image.RGBA) *image.RGBA {
	return &image.RGBA{Pix: bytes.Clone(pic.Pix), Stride: pic.Stride, Rect: pic.Rect}
}

// save writes pic into the user's folder of pictures, or else the home folder,
// and returns the file's path. No file is written over.
func save(pic *image.RGBA, number string) (string, error) {
	if pic == nil {
		return "", errNoPicture
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("viewer: screenshot: %w", err)
	}
	if d := filepath.Join(dir, "Pictures"); isDir(d) {
		dir = d
	}
	path := filepath.Join(dir, "tandem-"+number+"-"+time.Now().Format("20060102-150405.000")+".png")
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("viewer: screenshot: %w", err)
	}
	err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(f, pic)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		_ = os.Remove(path) // a piece of a picture is of no use
		return "", fmt.Errorf("viewer: screenshot: %w", err)
	}
	return path, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
