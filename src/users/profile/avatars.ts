import { Injectable } from '@nestjs/common';
import type { Sharp } from 'sharp';
import { NoPicture, PictureTooLarge, redraw } from '../../infrastructure/pictures/pictures.js';
import { Storage } from '../../infrastructure/storage/storage.js';
import { ValidationError, type UploadedFile } from '../../rest/index.js';
import { MESSAGES } from '../messages.js';

/** Length of a side of an avatar, in pixels. */
const SIDE = 400;

/**
 * Pictures of users. Whatever is uploaded is drawn anew: what is kept is a JPEG of a known size
 * without the camera's data, and nothing that only claims to be a picture gets through.
 */
@Injectable()
export class Avatars {
  constructor(private readonly storage: Storage) {}

  /**
   * @returns path below the media folder
   * @throws ValidationError for the field `avatar`
   */
  async save(upload: UploadedFile): Promise<string> {
    const picture = await drawn(upload.bytes);
    return this.storage.save(picture, 'avatars', 'jpg');
  }

  async delete(path: string | null): Promise<void> {
    if (path !== null) await this.storage.delete(path);
  }
}

async function drawn(bytes: Buffer): Promise<Buffer> {
  const square = (picture: Sharp) =>
    picture
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover' })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85 });
  try {
    return await redraw(bytes, square);
  } catch (error) {
    if (error instanceof PictureTooLarge) throw refusal(MESSAGES.imageTooLarge, error);
    if (error instanceof NoPicture) throw refusal(MESSAGES.invalidImage, error);
    throw error;
  }
}

function refusal(text: (typeof MESSAGES)['invalidImage'], cause?: unknown): ValidationError {
  return new ValidationError({ avatar: [text] }, { cause });
}
