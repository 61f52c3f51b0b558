import type { ChecksumAlgorithm } from '../store/types.ts';

/** Reflected polynomials, as the algorithms' own implementations use them. */
const POLYNOMIALS: Partial<Record<ChecksumAlgorithm, { bits: number; polynomial: bigint }>> = {
  CRC32: { bits: 32, polynomial: 0xedb8_8320n },
  CRC32C: { bits: 32, polynomial: 0x82f6_3b78n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c_9329_ac4b_c9b5n },
};

/** Whether the checksum of a whole can be computed from those of its parts. */
export function isLinear(algorithm: ChecksumAlgorithm): boolean {
  return POLYNOMIALS[algorithm] !== undefined;
}

/**
 * The CRC of a whole from the CRCs (base64) and sizes of its parts: appending n bytes multiplies by x^(8n)
 * modulo the polynomial, and adding is exclusive or.
 */
export function combineCrcs(
  algorithm: ChecksumAlgorithm,
  parts: readonly { checksum: string; size: number }[],
): string {
  const field = POLYNOMIALS[algorithm] as { bits: number; polynomial: bigint };
  const shifts = new Map<number, bigint>();
  let combined = 0n;
  for (const { checksum, size } of parts) {
    const shift = shifts.get(size) ?? powerOfX(field, 8n * BigInt(size));
    shifts.set(size, shift);
    combined =
      multiply(field, combined, shift) ^ BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`);
  }
  return Buffer.from(combined.toString(16).padStart(field.bits / 4, '0'), 'hex').toString('base64');
}

type Field = { bits: number; polynomial: bigint };

/** Reflected: the highest bit is the coefficient of x^0. */
function powerOfX(field: Field, exponent: bigint): bigint {
  const one = 1n << BigInt(field.bits - 1);
  let result = one;
  let square = one >> 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = multiply(field, result, square);
    square = multiply(field, square, square);
  }
  return result;
}

function multiply({ bits, polynomial }: Field, first: bigint, second: bigint): bigint {
  let product = 0n;
  let shifted = second;
  for (let bit = BigInt(bits - 1); bit >= 0n; bit -= 1n) {
    if (((first >> bit) & 1n) === 1n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
