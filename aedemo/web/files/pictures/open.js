// Pictures of a visitor's own, as pixels.

/**
 * @param {Blob} blob
 * @returns {Promise<{ width: number, height: number, data: Uint8ClampedArray }>} RGBA, opaque, upright, in sRGB
 */
export async function openPicture(blob) {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })
  );
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}
