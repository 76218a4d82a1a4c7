// A desktop that plays IDXGIOutputDuplication, after its documentation, for
// systems whose DXGI has none. .ci/wine builds it with the system's headers, so
// that calls are checked against their vtable and structures, not against ours:
//
//   x86_64-w64-mingw32-gcc -shared -O2 -o duplication.dll duplication.c -ldxguid
//
// All places are the surface's.
#define COBJMACROS
#include <windows.h>
#include <d3d11.h>
#include <dxgi1_2.h>

enum { most = 4096 };

static CRITICAL_SECTION lock;
static HANDLE changed;
static ID3D11Texture2D *texture;
static ID3D11DeviceContext *context;
static DXGI_OUTDUPL_DESC desc;
static UINT32 *pixels;
static UINT width, height;
static LONG refs, held, locked, wrong; // wrong counts calls out of turn
static int lost, presented, pointed, shaped, told_dirty, told_moves;
static RECT dirty[most];
static DXGI_OUTDUPL_MOVE_RECT moves[most];
static UINT dirty_count, moves_count;
static DXGI_OUTDUPL_POINTER_POSITION position;
static DXGI_OUTDUPL_POINTER_SHAPE_INFO shape;
static BYTE bits[1 << 16];
static UINT bits_size;

#define EXPORT __declspec(dllexport)
#define ME IDXGIOutputDuplication *me

static HRESULT WINAPI query(ME, REFIID id, void **to) { wrong++; *to = NULL; return E_NOINTERFACE; }
static ULONG WINAPI add_ref(ME) { return InterlockedIncrement(&refs); }
static ULONG WINAPI release(ME) {
  if (InterlockedDecrement(&refs) > 0) return refs;
  if (held || locked) wrong++;
  ID3D11Texture2D_Release(texture);
  ID3D11DeviceContext_Release(context);
  return 0;
}
static HRESULT WINAPI set_data(ME, REFGUID id, UINT size, const void *data) { wrong++; return E_NOTIMPL; }
static HRESULT WINAPI set_interface(ME, REFGUID id, const IUnknown *data) { wrong++; return E_NOTIMPL; }
static HRESULT WINAPI get_data(ME, REFGUID id, UINT *size, void *data) { wrong++; return E_NOTIMPL; }
static HRESULT WINAPI get_parent(ME, REFIID id, void **to) { wrong++; return E_NOTIMPL; }
static void WINAPI get_desc(ME, DXGI_OUTDUPL_DESC *d) { *d = desc; }

static HRESULT WINAPI acquire(ME, UINT ms, DXGI_OUTDUPL_FRAME_INFO *info, IDXGIResource **to) {
  if (held) { wrong++; return DXGI_ERROR_INVALID_CALL; }
  for (DWORD start = GetTickCount();;) {
    EnterCriticalSection(&lock);
    if (lost || presented || pointed || shaped) break;
    LeaveCriticalSection(&lock);
    DWORD gone = GetTickCount() - start;
    if (gone >= ms) return DXGI_ERROR_WAIT_TIMEOUT;
    WaitForSingleObject(changed, ms - gone);
  }
  if (lost) { LeaveCriticalSection(&lock); return DXGI_ERROR_ACCESS_LOST; }
  ZeroMemory(info, sizeof *info);
  told_dirty = dirty_count, told_moves = moves_count, dirty_count = moves_count = 0;
  if (presented) {
    ID3D11DeviceContext_UpdateSubresource(context, (ID3D11Resource *)texture, 0, NULL, pixels, 4 * width, 0);
    info->LastPresentTime.QuadPart = info->AccumulatedFrames = presented;
    info->TotalMetadataBufferSize = told_dirty * sizeof(RECT) + told_moves * sizeof(DXGI_OUTDUPL_MOVE_RECT);
  }
  if (pointed) info->LastMouseUpdateTime.QuadPart = 1, info->PointerPosition = position;
  if (shaped) info->PointerShapeBufferSize = bits_size;
  presented = pointed = shaped = 0;
  held = 1;
  ID3D11Texture2D_AddRef(texture); // an IUnknown, of which QueryInterface is used
  *to = (IDXGIResource *)texture;
  LeaveCriticalSection(&lock);
  return S_OK;
}

static HRESULT list(const void *from, UINT need, UINT have, void *to, UINT *size) {
  if (!held) { wrong++; return DXGI_ERROR_INVALID_CALL; }
  *size = need;
  if (have < need) return DXGI_ERROR_MORE_DATA;
  CopyMemory(to, from, need);
  return S_OK;
}
static HRESULT WINAPI get_dirty(ME, UINT have, RECT *to, UINT *size) {
  return list(dirty, told_dirty * sizeof *dirty, have, to, size);
}
static HRESULT WINAPI get_moves(ME, UINT have, DXGI_OUTDUPL_MOVE_RECT *to, UINT *size) {
  return list(moves, told_moves * sizeof *moves, have, to, size);
}
static HRESULT WINAPI get_shape(ME, UINT have, void *to, UINT *size, DXGI_OUTDUPL_POINTER_SHAPE_INFO *info) {
  *info = shape;
  return list(bits, bits_size, have, to, size);
}
static HRESULT WINAPI map(ME, DXGI_MAPPED_RECT *to) {
  if (!held || locked) { wrong++; return DXGI_ERROR_INVALID_CALL; }
  if (!desc.DesktopImageInSystemMemory) { wrong++; return DXGI_ERROR_UNSUPPORTED; }
  locked = 1, to->Pitch = 4 * width, to->pBits = (BYTE *)pixels;
  return S_OK;
}
static HRESULT WINAPI unmap(ME) {
  if (!locked) { wrong++; return DXGI_ERROR_INVALID_CALL; }
  locked = 0;
  return S_OK;
}
static HRESULT WINAPI release_frame(ME) {
  if (!held || locked) { wrong++; return DXGI_ERROR_INVALID_CALL; }
  held = 0;
  return S_OK;
}

static IDXGIOutputDuplicationVtbl table = {
  query, add_ref, release, set_data, set_interface, get_data, get_parent, get_desc,
  acquire, get_dirty, get_moves, get_shape, map, unmap, release_frame,
};
static IDXGIOutputDuplication duplication = { &table };

BOOL WINAPI DllMain(HINSTANCE dll, DWORD why, void *unused) {
  if (why == DLL_PROCESS_ATTACH) changed = CreateEvent(NULL, FALSE, FALSE, NULL), InitializeCriticalSection(&lock);
  return TRUE;
}

// Begin duplicates a new desktop of a device; NULL if that fails.
EXPORT IDXGIOutputDuplication *Begin(ID3D11Device *device, UINT w, UINT h, UINT rotation, BOOL in_memory) {
  D3D11_TEXTURE2D_DESC t = { w, h, 1, 1, DXGI_FORMAT_B8G8R8A8_UNORM, { 1, 0 }, D3D11_USAGE_DEFAULT, D3D11_BIND_RENDER_TARGET };
  if (width != w || height != h) HeapFree(GetProcessHeap(), 0, pixels), pixels = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 4 * w * h);
  width = w, height = h;
  BOOL turned = rotation == DXGI_MODE_ROTATION_ROTATE90 || rotation == DXGI_MODE_ROTATION_ROTATE270;
  desc.ModeDesc.Width = turned ? h : w, desc.ModeDesc.Height = turned ? w : h, desc.ModeDesc.Format = t.Format;
  desc.Rotation = rotation, desc.DesktopImageInSystemMemory = in_memory;
  if (FAILED(ID3D11Device_CreateTexture2D(device, &t, NULL, &texture))) return NULL;
  ID3D11Device_GetImmediateContext(device, &context);
  refs = presented = pointed = shaped = 1, held = locked = lost = moves_count = 0;
  dirty_count = 1, SetRect(dirty, 0, 0, w, h);
  return &duplication;
}

static void note(void) { LeaveCriticalSection(&lock); SetEvent(changed); }

EXPORT void Fill(UINT left, UINT top, UINT right, UINT bottom, UINT color) {
  EnterCriticalSection(&lock);
  for (UINT y = top; y < bottom; y++) for (UINT x = left; x < right; x++) pixels[y * width + x] = color;
  if (dirty_count < most) SetRect(&dirty[dirty_count++], left, top, right, bottom);
  presented++;
  note();
}

// Move tells a move only while nothing was drawn since the last frame.
EXPORT void Move(UINT x, UINT y, UINT left, UINT top, UINT right, UINT bottom) {
  EnterCriticalSection(&lock);
  RECT to = { left, top, right, bottom };
  UINT32 *old = HeapAlloc(GetProcessHeap(), 0, 4 * width * height);
  CopyMemory(old, pixels, 4 * width * height);
  for (UINT v = 0; v < bottom - top; v++)
    CopyMemory(&pixels[(top + v) * width + left], &old[(y + v) * width + x], 4 * (right - left));
  HeapFree(GetProcessHeap(), 0, old);
  if (dirty_count) dirty[dirty_count++] = to;
  else moves[moves_count].SourcePoint.x = x, moves[moves_count].SourcePoint.y = y, moves[moves_count++].DestinationRect = to;
  presented++;
  note();
}

EXPORT void Point(int x, int y, BOOL visible) {
  EnterCriticalSection(&lock);
  position.Position.x = x, position.Position.y = y, position.Visible = visible, pointed = 1;
  note();
}

EXPORT void Shape(DXGI_OUTDUPL_POINTER_SHAPE_INFO *info, const BYTE *from, UINT size) {
  EnterCriticalSection(&lock);
  shape = *info, bits_size = size, shaped = 1;
  CopyMemory(bits, from, size);
  note();
}

EXPORT void Lose(void) { EnterCriticalSection(&lock); lost = 1; note(); }

// Wrong returns how many calls came out of turn, and whether all was given back.
EXPORT LONG Wrong(void) { return wrong + refs; }
