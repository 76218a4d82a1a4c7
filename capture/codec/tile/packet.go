package tile

// version is the coder's byte in every packet. It grows with every change
// that an older Decoder would misread.
const version = 3

// filmed is a bit of the same byte: a frame of film follows.
const filmed = 0x80

// The seal ends every packet: raw bits that a Decoder which has lost its way
// finds to be others.
const (
	seal     = 0xA5C3
	sealBits = 16
)
