// CRC-32 as PNG, gzip and zip have it (ISO/IEC 15948, annex D).

const POLYNOMIAL = 0xedb88320;

// What becomes of each byte.
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? POLYNOMIAL ^ (byte >>> 1) : byte >>> 1;
  return byte;
});

/**
 * The checksum of bytes, from 0 to 2³² − 1.
 * @param {Uint8Array} bytes
 */
export function crc32(bytes) {
  let sum = ~0;
  for (let at = 0; at < bytes.length; at++) sum = TABLE[(sum ^ bytes[at]) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}
