import { isUtf8 } from 'node:buffer';
import type { Sharp } from 'sharp';
import { fileTypeOf } from '../infrastructure/file-type-of.js';
import { NoPicture, PICTURE_KINDS, PictureTooLarge, redraw } from '../infrastructure/pictures.js';
import { FileRefused } from '../rest/index.js';
import { MESSAGES } from './uploads.messages.js';

/** Bytes to keep, under an extension whose content type browsers cannot be harmed by. */
export interface SafeFile {
  readonly bytes: Buffer;
  /** Without a dot. */
  readonly extension: string;
}

/** Makes of what was uploaded what is kept, whatever its name and type say; @throws FileRefused */
export type Kind = (bytes: Buffer) => Promise<SafeFile>;

const DOCUMENTS: ReadonlySet<string> = new Set(['pdf', 'zip', 'docx', 'xlsx', 'pptx']);
/** Whatever is no control character but white space. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const TEXT = /^[^\u0000-\u0008\u000B\u000E-\u001F\u007F]*$/;
/** Length of a side of a portrait, in pixels. */
const SIDE = 400;

/**
 * A picture, a document or plain text. Pictures are drawn anew, without the camera's data or
 * anything hidden behind them; markup is plain text.
 */
const file: Kind = async (bytes) => {
  const extension = await fileTypeOf(bytes);
  if (extension && PICTURE_KINDS.has(extension)) return image(bytes);
  if (extension && DOCUMENTS.has(extension)) return { bytes, extension };
  if (isUtf8(bytes) && TEXT.test(bytes.toString())) return { bytes, extension: 'txt' };
  throw new FileRefused(MESSAGES.fileNotAllowed);
};

/** A picture, drawn anew with all its frames. */
const image: Kind = async (bytes) => {
  const sameKind = (picture: Sharp) =>
    picture.autoOrient().jpeg({ quality: 90, force: false }).webp({ quality: 90, force: false });
  const picture = await drawn(bytes, sameKind, true);
  return { bytes: picture, extension: (await fileTypeOf(picture))! };
};

/** A square JPEG of a known size. */
const portrait: Kind = async (bytes) => {
  const square = (picture: Sharp) =>
    picture
      .autoOrient()
      .resize(SIDE, SIDE, { fit: 'cover' })
      .flatten({ background: 'white' })
      .jpeg({ quality: 85 });
  return { bytes: await drawn(bytes, square, false), extension: 'jpg' };
};

async function drawn(
  bytes: Buffer,
  draw: (picture: Sharp) => Sharp,
  animated: boolean,
): Promise<Buffer> {
  try {
    return await redraw(bytes, draw, { animated });
  } catch (error) {
    if (error instanceof PictureTooLarge) {
      throw new FileRefused(MESSAGES.imageTooLarge, { cause: error });
    }
    if (error instanceof NoPicture) throw new FileRefused(MESSAGES.invalidImage, { cause: error });
    throw error;
  }
}

/** What fields may ask for. */
export const KINDS: ReadonlyMap<string, Kind> = new Map(Object.entries({ file, image, portrait }));
