import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { ValidationError, type Text } from '../../rest/index.js';
import { MESSAGES } from '../wording.js';

/** Bytes to keep, under an extension whose content type browsers cannot be harmed by. */
export interface SafeFile {
  readonly bytes: Buffer;
  /** Without a dot. */
  readonly extension: string;
}

const PICTURES: ReadonlySet<string> = new Set(['jpg', 'png', 'gif', 'webp']);
const DOCUMENTS: ReadonlySet<string> = new Set(['pdf', 'zip', 'docx', 'xlsx', 'pptx']);
/** Pixels of a picture with all its frames, at most: a small file may unpack to gigabytes. */
const MAX_PIXELS = 40_000_000;
/** Whatever is no control character but white space. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const TEXT = /^[^\u0000-\u0008\u000B\u000E-\u001F\u007F]*$/;

/** Decoding takes memory and a core. */
const turn = pLimit(2);

/**
 * What an uploaded file really is, whatever its name and type say. Pictures are drawn anew, without
 * the camera's data or anything hidden behind them; markup is plain text.
 *
 * @throws ValidationError for the field `file`, when it is of no kind that is kept
 */
export async function safeFile(bytes: Buffer): Promise<SafeFile> {
  const extension = (await fileTypeFromBuffer(bytes))?.ext;
  if (extension && PICTURES.has(extension)) {
    return { bytes: await turn(() => drawn(bytes)), extension };
  }
  if (extension && DOCUMENTS.has(extension)) return { bytes, extension };
  if (isUtf8(bytes) && TEXT.test(bytes.toString())) return { bytes, extension: 'txt' };
  throw refusal(MESSAGES.fileNotAllowed);
}

async function drawn(bytes: Buffer): Promise<Buffer> {
  try {
    return await sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS, animated: true })
      .autoOrient()
      .jpeg({ quality: 90, force: false })
      .webp({ quality: 90, force: false })
      .toBuffer();
  } catch (error) {
    throw refusal(MESSAGES.invalidImage, error);
  }
}

/** The error of the field `file`. */
export function refusal(text: Text, cause?: unknown): ValidationError {
  return new ValidationError({ file: [text] }, { cause });
}
