//go:build windows

package win

import (
	"errors"
	"image"
	"net"
	"runtime"
	"unsafe"

	"golang.org/x/sys/windows"

	"tandem/app/manager/native/surface"
)

// A Desktop is a thread that owns windows. Use Open.
type Desktop struct {
	a     *api
	class *uint16
	wake  uintptr // an event; set when something is to be done
	do    chan func()
	stop  chan struct{}
	ended chan struct{}

	windows map[uintptr]*window // by handle; only the thread touches it
}

var _ surface.Desktop = (*Desktop)(nil)

// Open starts the thread, for which Close waits.
func Open() (*Desktop, error) {
	a := load()
	wake, err := call(a.createEvent, 0, 0, 0, 0)
	if err != nil {
		return nil, err
	}
	d := &Desktop{
		a: a, wake: wake, do: make(chan func(), 1), stop: make(chan struct{}), ended: make(chan struct{}),
		windows: map[uintptr]*window{},
	}
	if err := d.register(); err != nil {
		_, _, _ = a.closeHandle.Call(wake) // the failure says more
		return nil, err
	}
	go d.run()
	return d, nil
}

// register makes the class of the windows.
func (d *Desktop) register() error {
	const arrow = 32512 // IDC_ARROW
	instance, err := call(d.a.getModuleHandle, 0)
	if err != nil {
		return err
	}
	if d.class, err = windows.UTF16PtrFromString("TandemPlain"); err != nil {
		return err
	}
	cursor, _, _ := d.a.loadCursor.Call(0, arrow) // without it there is another pointer
	w := wndClass{
		size: uint32(unsafe.Sizeof(wndClass{})), proc: windows.NewCallback(d.handle),
		instance: instance, cursor: cursor, className: d.class,
	}
	// The function copies what w and the name hold; both outlive the call.
	_, err = call(d.a.registerClass, uintptr(unsafe.Pointer(&w)))
	return err
}

// run handles messages and what is to be done, until stop is closed.
func (d *Desktop) run() {
	runtime.LockOSThread() // which owns the windows, and ends with the goroutine
	defer close(d.ended)
	const allInput, inputAvailable, forever, remove = 0x04ff, 4, 0xffffffff, 1
	for {
		// The function reads the handle, which outlives the call.
		_, _, _ = d.a.waitForMessage.Call(1, uintptr(unsafe.Pointer(&d.wake)), forever, allInput, inputAvailable)
		var m message
		for {
			// The function fills m, which outlives the call.
			if r, _, _ := d.a.peekMessage.Call(uintptr(unsafe.Pointer(&m)), 0, 0, 0, remove); r == 0 {
				break
			}
			_, _, _ = d.a.translate.Call(uintptr(unsafe.Pointer(&m)))
			_, _, _ = d.a.dispatchMessage.Call(uintptr(unsafe.Pointer(&m)))
		}
		select {
		case f := <-d.do:
			f()
		case <-d.stop:
			for id := range d.windows {
				_, _, _ = d.a.destroyWindow.Call(id) // the thread's end would do it too
			}
			return
		default:
		}
	}
}

// order has the thread call f, and waits for it.
func (d *Desktop) order(f func() error) error {
	done := make(chan error, 1)
	select {
	case d.do <- func() { done <- f() }:
	case <-d.ended:
		return net.ErrClosed
	}
	_, _, _ = d.a.setEvent.Call(d.wake) // fails on a closed handle only
	select {
	case err := <-done:
		return err
	case <-d.ended:
		return net.ErrClosed
	}
}

// Scale returns the scale of the system.
func (d *Desktop) Scale() float64 {
	if d.a.dpi.Find() != nil { // before Windows 10
		return 1
	}
	dpi, _, _ := d.a.dpi.Call()
	return min(max(float64(dpi)/96, 1), 4)
}

// Call beeps.
func (d *Desktop) Call() {
	const question = 0x20
	_, _, _ = d.a.beep.Call(question) // silent where there is no sound
}

// Close closes all windows, and waits for the thread.
func (d *Desktop) Close() error {
	close(d.stop)
	_, _, _ = d.a.setEvent.Call(d.wake)
	<-d.ended
	_, err := call(d.a.closeHandle, d.wake)
	return err
}

// handle is the window procedure.
func (d *Desktop) handle(id, msg, wParam, lParam uintptr) uintptr {
	const move, closing, painting, noErase, buttonDown, buttonUp = 0x3, 0x10, 0xf, 0x14, 0x201, 0x202
	w := d.windows[id]
	if w == nil {
		r, _, _ := d.a.defWindowProc.Call(id, msg, wParam, lParam)
		return r
	}
	at := image.Pt(int(int16(lParam)), int(int16(lParam>>16))) // two signed words
	switch msg {
	case painting:
		w.paint()
	case noErase:
		return 1
	case buttonDown:
		_, _, _ = d.a.setCapture.Call(id)
		w.on(surface.Event{Kind: surface.Press, At: at})
	case buttonUp:
		_, _, _ = d.a.releaseCapture.Call()
		w.on(surface.Event{Kind: surface.Release, At: at})
	case closing:
		w.on(surface.Event{Kind: surface.Closing})
	case move:
		w.on(surface.Event{Kind: surface.Moved})
	default:
		r, _, _ := d.a.defWindowProc.Call(id, msg, wParam, lParam)
		return r
	}
	return 0
}

var errNoWindow = errors.New("native/win: the window is closed")
