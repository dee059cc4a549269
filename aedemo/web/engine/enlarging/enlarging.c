// The kernels of super-resolution for WebAssembly with 128-bit SIMD, plain, so that every browser computes the
// same. Channels lie side by side, [row][column][channel], and all convolutions are valid: what they lack at
// the edges is in their input. script.js has the same functions in JavaScript, with what each computes;
// build.sh makes enlarging.wasm.

#include <stdint.h>
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name))) void name
#define INLINE static inline __attribute__((always_inline))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define LOAD(at) wasm_v128_load(at)
#define STORE(at, value) wasm_v128_store(at, value)
#define ALL(x) wasm_f32x4_splat(x)
#define EVERY(at) wasm_v128_load32_splat(at)
#define ADD(a, b) wasm_f32x4_add(a, b)
#define SUB(a, b) wasm_f32x4_sub(a, b)
#define MUL(a, b) wasm_f32x4_mul(a, b)

enum { CHANNELS = 32, FIRST = 5, TAPS = 5 };

extern unsigned char __heap_base;
__attribute__((export_name("used"))) int used(void) { return (int)&__heap_base; }

// Leaky ReLU for slopes of at most 1.
INLINE v128_t leaky(v128_t x, v128_t slope) { return wasm_f32x4_pmax(MUL(x, slope), x); }

// ---- The first layer, 5×5 from one channel: two pixels by half of the channels stay in registers. The last two
// of a row may overlap those before.

enum { HALF = CHANNELS / 8 };

EXPORT(first)(float *y, const float *x, int h, int w, const float *weights, const float *bias, float slope) {
  int rows = h - FIRST + 1, columns = w - FIRST + 1;
  for (int row = 0; row < rows; row++)
    for (int pair = 0; pair < columns; pair += 2)
      for (int half = 0; half < CHANNELS; half += 4 * HALF) {
        int column = MIN(pair, columns - 2);
        v128_t sums[2][HALF];
#pragma unroll
        for (int i = 0; i < HALF; i++) sums[0][i] = sums[1][i] = LOAD(bias + half + 4 * i);
        const float *weight = weights + half;
        for (int u = 0; u < FIRST; u++)
          for (int v = 0; v < FIRST; v++, weight += CHANNELS) {
            const float *seen = x + (row + u) * w + column + v;
            v128_t left = EVERY(seen), right = EVERY(seen + 1);
#pragma unroll
            for (int i = 0; i < HALF; i++) {
              v128_t factor = LOAD(weight + 4 * i);
              sums[0][i] = ADD(sums[0][i], MUL(left, factor));
              sums[1][i] = ADD(sums[1][i], MUL(right, factor));
            }
          }
        float *to = y + (row * columns + column) * CHANNELS + half;
#pragma unroll
        for (int i = 0; i < HALF; i++) {
          STORE(to + 4 * i, leaky(sums[0][i], ALL(slope)));
          STORE(to + CHANNELS + 4 * i, leaky(sums[1][i], ALL(slope)));
        }
      }
}

// ---- 3×3 by Winograd's F(4×4, 3×3) (Lavin & Gray 2016, arXiv 1509.09308): 4×4 outputs are Aᵀ M A, where M is at
// each of 36 points a product over the channels of U, from the filters, and V = Bᵀ d B, from 6×6 inputs d. That
// takes 36 multiplications where the sum takes 144.

enum { SIDE = 6, POINTS = SIDE * SIDE, OUT = 4, BLOCK = 8 };
static float transformed[POINTS * BLOCK * CHANNELS] __attribute__((aligned(16))); // V: [point][patch][channel]
static float products[POINTS * BLOCK * CHANNELS] __attribute__((aligned(16)));    // M, likewise

// Bᵀ d.
INLINE void into(v128_t *to, const v128_t *d) {
  v128_t two = ALL(2), four = ALL(4), five = ALL(5);
  v128_t a = SUB(d[4], MUL(four, d[2])), b = SUB(d[3], MUL(four, d[1]));
  v128_t c = SUB(d[4], d[2]), e = MUL(two, SUB(d[3], d[1]));
  to[0] = ADD(MUL(four, d[0]), SUB(d[4], MUL(five, d[2])));
  to[1] = ADD(a, b);
  to[2] = SUB(a, b);
  to[3] = ADD(c, e);
  to[4] = SUB(c, e);
  to[5] = ADD(MUL(four, d[1]), SUB(d[5], MUL(five, d[3])));
}
// Aᵀ m.
INLINE void back(v128_t *to, const v128_t *m) {
  v128_t a = ADD(m[1], m[2]), b = SUB(m[1], m[2]), c = ADD(m[3], m[4]), d = SUB(m[3], m[4]);
  to[0] = ADD(ADD(m[0], a), c);
  to[1] = ADD(b, MUL(ALL(2), d));
  to[2] = ADD(a, MUL(ALL(4), c));
  to[3] = ADD(ADD(b, MUL(ALL(8), d)), m[5]);
}

static void transform(const float *x, int w, int patch) {
  for (int channel = 0; channel < CHANNELS; channel += 4) {
    v128_t half[SIDE][SIDE], line[SIDE], done[SIDE];
#pragma unroll
    for (int column = 0; column < SIDE; column++) {
#pragma unroll
      for (int row = 0; row < SIDE; row++) line[row] = LOAD(x + (row * w + column) * CHANNELS + channel);
      into(done, line);
#pragma unroll
      for (int row = 0; row < SIDE; row++) half[row][column] = done[row];
    }
    float *to = transformed + patch * CHANNELS + channel;
#pragma unroll
    for (int row = 0; row < SIDE; row++) {
      into(done, half[row]);
#pragma unroll
      for (int column = 0; column < SIDE; column++, to += BLOCK * CHANNELS) STORE(to, done[column]);
    }
  }
}

static void restore(float *y, int w, int outputs, int patch, const float *bias, float slope) {
  for (int channel = 0; channel < outputs; channel += 4) {
    v128_t half[OUT][SIDE], line[SIDE], done[OUT], offset = LOAD(bias + channel);
#pragma unroll
    for (int column = 0; column < SIDE; column++) {
      const float *from = products + (column * BLOCK + patch) * CHANNELS + channel;
#pragma unroll
      for (int row = 0; row < SIDE; row++) line[row] = LOAD(from + row * SIDE * BLOCK * CHANNELS);
      back(done, line);
#pragma unroll
      for (int row = 0; row < OUT; row++) half[row][column] = done[row];
    }
#pragma unroll
    for (int row = 0; row < OUT; row++) {
      back(done, half[row]);
#pragma unroll
      for (int column = 0; column < OUT; column++)
        STORE(y + (row * w + column) * outputs + channel, leaky(ADD(done[column], offset), ALL(slope)));
    }
  }
}

// At one point the products of `patches` patches with 4 · `fours` outputs, whose sums stay in registers.
INLINE void multiply(float *m, const float *v, const float *u, int outputs, int patches, int fours) {
  v128_t sums[BLOCK];
#pragma unroll
  for (int i = 0; i < patches * fours; i++) sums[i] = ALL(0);
  for (int channel = 0; channel < CHANNELS; channel++, u += outputs) {
    v128_t factors[2];
#pragma unroll
    for (int j = 0; j < fours; j++) factors[j] = LOAD(u + 4 * j);
#pragma unroll
    for (int i = 0; i < patches; i++) {
      v128_t value = EVERY(v + i * CHANNELS + channel);
#pragma unroll
      for (int j = 0; j < fours; j++) sums[i * fours + j] = ADD(sums[i * fours + j], MUL(value, factors[j]));
    }
  }
#pragma unroll
  for (int i = 0; i < patches; i++)
#pragma unroll
    for (int j = 0; j < fours; j++) STORE(m + i * CHANNELS + 4 * j, sums[i * fours + j]);
}

// Patches at the far edges overlap those before, so that none reaches beyond.
EXPORT(winograd)(float *y, const float *x, int h, int w, const float *filters, const float *bias, int outputs,
                 float slope) {
  int rows = h - 2, columns = w - 2, across = (columns + OUT - 1) / OUT, all = (rows + OUT - 1) / OUT * across;
  for (int start = 0; start < all; start += BLOCK) {
    int count = MIN(BLOCK, all - start), top[BLOCK], left[BLOCK];
    for (int i = 0; i < count; i++) {
      top[i] = MIN((start + i) / across * OUT, rows - OUT);
      left[i] = MIN((start + i) % across * OUT, columns - OUT);
      transform(x + (top[i] * w + left[i]) * CHANNELS, w, i);
    }
    for (int point = 0; point < POINTS; point++) {
      const float *v = transformed + point * BLOCK * CHANNELS, *u = filters + point * CHANNELS * outputs;
      float *m = products + point * BLOCK * CHANNELS;
      int output = 0;
      for (; output + 8 <= outputs; output += 8)
        for (int i = 0; i < count; i += 4)
          multiply(m + i * CHANNELS + output, v + i * CHANNELS, u + output, outputs, 4, 2);
      if (output < outputs) multiply(m + output, v, u + output, outputs, BLOCK, 1);
    }
    for (int i = 0; i < count; i++)
      restore(y + (top[i] * columns + left[i]) * outputs, columns, outputs, i, bias, slope);
  }
}

// ---- Bicubic enlargement of RGBA, a pixel being one vector: first down the columns, then along the line. `add`
// is what the colours of a pixel get besides.

INLINE v128_t along(const float *taps, const float *pixels, int apart) {
  v128_t sum = MUL(EVERY(taps), LOAD(pixels));
#pragma unroll
  for (int tap = 1; tap < TAPS; tap++) sum = ADD(sum, MUL(EVERY(taps + tap), LOAD(pixels + tap * apart)));
  return sum;
}
// To the nearest level, of two the even one, and opaque.
INLINE int level(v128_t pixel) {
  v128_t whole = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(pixel));
  v128_t words = wasm_i16x8_narrow_i32x4(whole, whole);
  return wasm_i32x4_extract_lane(wasm_u8x16_narrow_i16x8(words, words), 0) | (int)0xff000000;
}
#define ENLARGE(add)                                                                                       \
  int margin = TAPS / 2, padded = w + 2 * margin;                                                          \
  for (int row = 0; row < h * factor; row++) {                                                             \
    const float *from = pixels + (intptr_t)(row / factor) * padded * 4;                                    \
    for (int i = 0; i < padded; i++)                                                                       \
      STORE(line + 4 * i, along(taps + row % factor * TAPS, from + 4 * i, padded * 4));                    \
    for (int i = 0; i < w; i++)                                                                            \
      for (int phase = 0; phase < factor; phase++)                                                         \
        *y++ = level(ADD(along(taps + phase * TAPS, line + 4 * i, 4), add));                               \
  }

EXPORT(bicubic)(int *y, const float *pixels, int h, int w, int factor, const float *taps, float *line) {
  ENLARGE(ALL(0))
}
EXPORT(compose)(int *y, const float *pixels, int h, int w, int factor, const float *taps, float *line,
                const float *detail, int outputs, float gain) {
  ENLARGE(MUL(ALL(gain), EVERY(detail + (row / factor * w + i) * outputs + row % factor * factor + phase)))
}
