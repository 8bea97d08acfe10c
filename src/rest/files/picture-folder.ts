import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { message } from '../i18n/messages.js';
import type { UploadedFile } from '../parsers/uploaded-file.js';
import { FileRefused, FileStore } from './file-store.js';

/** How pictures begin, by the extension they get. */
const SIGNATURES: readonly (readonly [extension: string, pattern: RegExp])[] = [
  ['png', /^\x89PNG\r\n/],
  ['jpg', /^\xff\xd8\xff/],
  ['gif', /^GIF8[79]a/],
  ['webp', /^RIFF[^]{4}WEBP/],
];

const SIGNATURE_LENGTH = 12;

/**
 * Keeps uploaded pictures in a folder of this machine, for small projects: it looks at how a file
 * begins, and leaves it as it is. Projects with several machines, or whose pictures come from
 * strangers, bring a `FileStore` of their own.
 *
 * DJANGO: django.core.files.storage.FileSystemStorage
 */
export class PictureFolder extends FileStore {
  override readonly kinds: ReadonlySet<string> = new Set(['image']);

  /** @param root the media folder, which a web server serves at `mediaPath` */
  constructor(private readonly root: string) {
    super();
  }

  override async keep({ bytes }: UploadedFile, folder: string): Promise<string> {
    const start = bytes.subarray(0, SIGNATURE_LENGTH).toString('latin1');
    const extension = SIGNATURES.find(([, pattern]) => pattern.test(start))?.[0];
    if (!extension) throw new FileRefused(message('ImageField.invalid_image'));
    const month = new Date().toISOString().slice(0, 7).replace('-', '/');
    const path = `${folder}/${month}/${randomBytes(16).toString('hex')}.${extension}`;
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: 'wx' });
    return path;
  }

  override async remove(path: string): Promise<void> {
    await rm(join(this.root, path), { force: true });
  }
}
