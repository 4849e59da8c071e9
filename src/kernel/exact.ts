// The engines' own logarithms and powers differ in their last digits. These use only what IEEE 754 fixes
// (+ - * / and the bits of a double), so every engine gives the same result.
//
// The reductions and coefficients are those of FreeBSD's msun (e_log.c, e_exp.c):
// Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc.
// business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this
// notice is preserved.

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const LOG2_E = 1.442695040888963387;
const SQRT_2 = 1.4142135623730950488;
const TWO_TO_54 = 0x40000000000000;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const EXP_OVERFLOW = 7.09782712893383973096e2;
const EXP_UNDERFLOW = -7.4513321910194110842e2;

const bits = new DataView(new ArrayBuffer(8));

/** The natural logarithm, with a relative error below 1e-15; NaN below 0, -Infinity at 0. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;

  // x = 2^k * m with m near 1; a subnormal first becomes normal.
  const subnormal = x < SMALLEST_NORMAL;
  bits.setFloat64(0, subnormal ? x * TWO_TO_54 : x, true);
  const high = bits.getInt32(4, true);
  let k = (high >>> 20) - 1023 - (subnormal ? 54 : 0);
  bits.setInt32(4, (high & 0x000fffff) | 0x3ff00000, true);
  let m = bits.getFloat64(0, true);
  if (m > SQRT_2) {
    m /= 2;
    k++;
  }

  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + (even + odd)) + k * LN2_LOW) - f);
}

/** e to the power x, with a relative error below 1e-15 (but for subnormal results); Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;

  // x = k * ln 2 + r with |r| <= ln 2 / 2, r held in two parts to keep its last bits.
  const k = Math.floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);

  // In two factors, since 2^k itself may lie outside the range of doubles where y * 2^k doesn't.
  const first = k >> 1;
  return y * twoToThe(first) * twoToThe(k - first);
}

function twoToThe(k: number): number {
  bits.setInt32(0, 0, true);
  bits.setInt32(4, (k + 1023) << 20, true);
  return bits.getFloat64(0, true);
}
