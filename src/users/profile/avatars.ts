import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { Storage } from '../../infrastructure/storage/storage.js';
import { ValidationError, type UploadedFile } from '../../rest/index.js';
import { MESSAGES } from '../messages.js';

/** Length of a side of an avatar, in pixels. */
const SIDE = 400;
/** Pixels of an uploaded picture, at most: a small file may unpack to gigabytes. */
const MAX_PIXELS = 40_000_000;
/** Decoding takes memory and a core. */
const PICTURES_AT_ONCE = 2;
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif']);

/**
 * Pictures of users. Whatever is uploaded is drawn anew: what is kept is a JPEG of a known size
 * without the camera's data, and nothing that only claims to be a picture gets through.
 */
@Injectable()
export class Avatars {
  private readonly turn = pLimit(PICTURES_AT_ONCE);

  constructor(private readonly storage: Storage) {}

  /**
   * @returns path below the media folder
   * @throws ValidationError for the field `avatar`
   */
  async save(upload: UploadedFile): Promise<string> {
    const picture = await this.turn(() => drawn(upload.bytes));
    return this.storage.save(picture, 'avatars', 'jpg');
  }

  async delete(path: string | null): Promise<void> {
    if (path !== null) await this.storage.delete(path);
  }
}

async function drawn(bytes: Buffer): Promise<Buffer> {
  try {
    const image = sharp(bytes, { limitInputPixels: false, failOn: 'error' });
    const { format, width, height } = await image.metadata();
    if (!FORMATS.has(format)) throw refusal(MESSAGES.invalidImage);
    if (width * height > MAX_PIXELS) throw refusal(MESSAGES.imageTooLarge);
    return await image
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover' })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85 })
      .toBuffer();
  } catch (error) {
    if (error instanceof ValidationError) throw error;
    throw refusal(MESSAGES.invalidImage, error);
  }
}

function refusal(text: (typeof MESSAGES)['invalidImage'], cause?: unknown): ValidationError {
  return new ValidationError({ avatar: [text] }, { cause });
}
