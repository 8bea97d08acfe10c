import { randomInt } from 'node:crypto';
import sharp from 'sharp';
import svgCaptcha from 'svg-captcha';

/** Letters and digits that are not mistaken for one another. */
const CHARACTERS = 'ABDEFGHJKMNPQRTUVWXYabdefghjkmnpqrtuvwxy346789';

const SIZE = { width: 200, height: 75 } as const;
const DRAWING = { ...SIZE, fontSize: 72, noise: 3, color: true, background: '#f4f6f8' } as const;

/** The package is this function; its types tell of its properties only. */
const draw = svgCaptcha as unknown as (text: string, options: typeof DRAWING) => string;

/** Characters at random, from a source that cannot be foretold. */
export function randomText(length: number): string {
  return Array.from({ length }, () => CHARACTERS[randomInt(CHARACTERS.length)]).join('');
}

/** A JPEG of 200×75 pixels, as an SVG's outlines could be read by a program. */
export function captchaPicture(text: string): Promise<Buffer> {
  return sharp(Buffer.from(draw(text, DRAWING)))
    .jpeg({ quality: 80 })
    .toBuffer();
}
