package tile

// Most photographs were JPEG files (ITU T.81, JFIF): each pixel came from a
// brightness and two differences of colour, Cb and Cr, of 8 bits each. Hardly a
// quarter of all colours can come about so, and the differences mostly are at
// half the resolution. So a photograph's pixel is coded in these terms where
// they give it back exactly.
//
// A triple has Cr, brightness and Cb in the places of red, green and blue; a
// pixel's is the nearest one (pixel.Triple).

// toRGB returns the pixel that comes of a triple.
func toRGB(v uint32) uint32 {
	cr, y, cb := int32(v>>16&255)-128, int32(v>>8&255), int32(v&255)-128
	const half = 1 << 15
	r := limit(y + (91881*cr+half)>>16)
	g := limit(y + (-22554*cb-46802*cr+half)>>16)
	b := limit(y + (116130*cb+half)>>16)
	return uint32(r<<16 | g<<8 | b)
}

func limit(v int32) int32 { return max(0, min(255, v)) }
