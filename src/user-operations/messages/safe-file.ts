import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import type { Sharp } from 'sharp';
import {
  NoPicture,
  PICTURE_KINDS,
  PictureTooLarge,
  redraw,
} from '../../infrastructure/pictures/pictures.js';
import { ValidationError, type Text } from '../../rest/index.js';
import { MESSAGES } from '../wording.js';

/** Bytes to keep, under an extension whose content type browsers cannot be harmed by. */
export interface SafeFile {
  readonly bytes: Buffer;
  /** Without a dot. */
  readonly extension: string;
}

const DOCUMENTS: ReadonlySet<string> = new Set(['pdf', 'zip', 'docx', 'xlsx', 'pptx']);
/** Whatever is no control character but white space. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const TEXT = /^[^\u0000-\u0008\u000B\u000E-\u001F\u007F]*$/;

/**
 * What an uploaded file really is, whatever its name and type say. Pictures are drawn anew, without
 * the camera's data or anything hidden behind them; markup is plain text.
 *
 * @throws ValidationError for the field `file`, when it is of no kind that is kept
 */
export async function safeFile(bytes: Buffer): Promise<SafeFile> {
  const extension = (await fileTypeFromBuffer(bytes))?.ext;
  if (extension && PICTURE_KINDS.has(extension)) {
    return { bytes: await drawn(bytes), extension };
  }
  if (extension && DOCUMENTS.has(extension)) return { bytes, extension };
  if (isUtf8(bytes) && TEXT.test(bytes.toString())) return { bytes, extension: 'txt' };
  throw refusal(MESSAGES.fileNotAllowed);
}

async function drawn(bytes: Buffer): Promise<Buffer> {
  try {
    const sameKind = (picture: Sharp) =>
      picture.autoOrient().jpeg({ quality: 90, force: false }).webp({ quality: 90, force: false });
    return await redraw(bytes, sameKind, { animated: true });
  } catch (error) {
    if (error instanceof PictureTooLarge) throw refusal(MESSAGES.imageTooLarge, error);
    if (error instanceof NoPicture) throw refusal(MESSAGES.invalidImage, error);
    throw error;
  }
}

/** The error of the field `file`. */
export function refusal(text: Text, cause?: unknown): ValidationError {
  return new ValidationError({ file: [text] }, { cause });
}
