import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { Overloaded } from '../../../src/infrastructure/overloaded.js';
import { NoPicture, PictureTooLarge, redraw } from '../../../src/infrastructure/pictures.js';
import { greyPng } from '../../support/pictures.js';

const asJpeg = (picture: Sharp) => picture.jpeg();
const plain = (width: number, height: number, background = 'red') =>
  sharp({ create: { width, height, channels: 3, background } });

describe('redraw', () => {
  it('draws a picture as large as is allowed', async () => {
    const drawn = await redraw(await greyPng(16_384, 2_400), asJpeg);
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'jpeg', width: 16_384 });
  });

  it.each([
    ['wide', 39_000_000, 1],
    ['high', 1, 5_000_000],
    ['a little too wide', 16_385, 1],
    ['of too many pixels', 7_000, 7_000],
  ])('refuses what is too large by its header alone: %s', async (_how, width, height) => {
    const bytes = await greyPng(width, height);
    let isDrawn = false;
    const draw = (picture: Sharp) => {
      isDrawn = true;
      return picture.jpeg();
    };
    await expect(redraw(bytes, draw)).rejects.toThrow(PictureTooLarge);
    expect(isDrawn).toBe(false);
  });

  it('counts the pixels of all frames, and the frames', async () => {
    const moving = async (count: number, side: number) => {
      const frames = await Promise.all(
        Array.from({ length: count }, (_, i) =>
          plain(side, side, i % 2 ? 'red' : 'blue')
            .png()
            .toBuffer(),
        ),
      );
      return sharp(frames, { join: { animated: true } })
        .gif({ effort: 1 })
        .toBuffer();
    };
    for (const bytes of [await moving(501, 2), await moving(50, 1_000)]) {
      await expect(redraw(bytes, asJpeg, { animated: true })).rejects.toThrow(PictureTooLarge);
    }
  });

  it.each([
    ['text', Buffer.from('no picture')],
    [
      'a drawing of another kind',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', async (_what, bytes) => {
    await expect(redraw(bytes, asJpeg)).rejects.toThrow(NoPicture);
  });

  it('draws few at once, lets few wait, and has room again afterwards', async () => {
    const bytes = await plain(600, 600).png().toBuffer();
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, () => redraw(bytes, asJpeg)),
    );
    const reasons = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(reasons.length).toBeGreaterThanOrEqual(25);
    for (const reason of reasons) expect(reason).toBeInstanceOf(Overloaded);
    expect(results.length - reasons.length).toBeGreaterThanOrEqual(10);
    await expect(redraw(bytes, asJpeg)).resolves.toBeInstanceOf(Buffer);
  });
});
