import { randomInt } from 'node:crypto';
import { onFirstUse } from '../../infrastructure/on-first-use.js';

/** Letters and digits that are not mistaken for one another. */
const CHARACTERS = 'ABDEFGHJKMNPQRTUVWXYabdefghjkmnpqrtuvwxy346789';

const SIZE = { width: 200, height: 75 } as const;
const DRAWING = { ...SIZE, fontSize: 72, noise: 3, color: true, background: '#f4f6f8' } as const;

const packages = onFirstUse(async () => {
  const [captcha, sharp] = await Promise.all([import('svg-captcha'), import('sharp')]);
  return {
    // The package is this function; its types tell of its properties only.
    draw: captcha.default as unknown as (text: string, options: typeof DRAWING) => string,
    sharp: sharp.default,
  };
});

/** Characters at random, from a source that cannot be foretold. */
export function randomText(length: number): string {
  return Array.from({ length }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
}

/** A JPEG of 200×75 pixels, as an SVG's outlines could be read by a program. */
export async function captchaPicture(text: string): Promise<Buffer> {
  const { draw, sharp } = await packages();
  return sharp(Buffer.from(draw(text, DRAWING)))
    .jpeg({ quality: 80 })
    .toBuffer();
}
