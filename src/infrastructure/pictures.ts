import pLimit from 'p-limit';
import type { Metadata, Sharp } from 'sharp';
import { fileTypeOf } from './file-type-of.js';
import { Overloaded } from './overloaded.js';

/** Kinds of pictures that are drawn anew, by their usual extension. */
export const PICTURE_KINDS: ReadonlySet<string> = new Set(['jpg', 'png', 'gif', 'webp']);

/** Most pixels of a picture with all its frames: a small file may unpack to gigabytes. */
const MAX_PIXELS = 40_000_000;
/** Longest side: what decoders keep of one row has no other bound. */
const MAX_SIDE = 16_384;
/** Most frames of a moving picture: each costs a decoder time, however small it is. */
const MAX_FRAMES = 500;
/** Seconds that drawing one may take. */
const SECONDS = 10;
/** Drawing takes memory and a core, and threads that others wait for as well. */
const AT_ONCE = 2;
/** Pictures that wait for their turn at most; each is in memory. */
const WAITING = 8;

/** What should be a picture is none, or takes too long to draw. */
export class NoPicture extends Error {
  override readonly name = 'NoPicture';
}

/** A picture has too long sides, too many pixels or too many frames. */
export class PictureTooLarge extends Error {
  override readonly name = 'PictureTooLarge';
}

const turn = pLimit(AT_ONCE);

/**
 * Draws a picture of a stranger anew: what comes out holds neither the camera's data nor anything
 * hidden behind the picture. Its size is read from its header before anything of it is decoded, and
 * of all the pictures of the process few are drawn at once.
 *
 * @param draw what to make of it
 * @param animated whether all frames of a moving picture are drawn, or the first alone
 * @throws NoPicture, PictureTooLarge, Overloaded
 */
export async function redraw(
  bytes: Buffer,
  draw: (picture: Sharp) => Sharp,
  { animated = false } = {},
): Promise<Buffer> {
  // Told by content before the decoders look at it: they know kinds that are programs.
  const kind = await fileTypeOf(bytes);
  if (!kind || !PICTURE_KINDS.has(kind)) throw new NoPicture(`a picture of kind ${kind}`);
  if (turn.pendingCount >= WAITING) throw new Overloaded('too many pictures wait');
  return turn(() => drawn(bytes, draw, animated));
}

async function drawn(
  bytes: Buffer,
  draw: (picture: Sharp) => Sharp,
  animated: boolean,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  try {
    refuseLarge(await sharp(bytes, { failOn: 'error', limitInputPixels: false }).metadata());
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, animated });
    return await draw(picture).timeout({ seconds: SECONDS }).toBuffer();
  } catch (error) {
    if (error instanceof PictureTooLarge) throw error;
    throw new NoPicture('the picture cannot be drawn', { cause: error });
  }
}

function refuseLarge({ width, height, pages = 1 }: Metadata): void {
  if (Math.max(width, height) > MAX_SIDE || pages > MAX_FRAMES) {
    throw new PictureTooLarge(`${width} x ${height}, ${pages} frames`);
  }
  if (width * height * pages > MAX_PIXELS) throw new PictureTooLarge(`${width} x ${height}`);
}
