import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { uploadSettings } from './uploads.settings.js';
import { Storage } from '../infrastructure/storage/storage.js';
import { FileRefused, FileStore, type UploadedFile } from '../rest/index.js';
import { KINDS } from './kinds.js';
import { MESSAGES } from './uploads.messages.js';

/** Keeps the files of all resources: safe ones, in the storage. */
@Injectable()
export class Uploads extends FileStore {
  override readonly kinds: ReadonlySet<string> = new Set(KINDS.keys());

  constructor(
    private readonly settings: Settings,
    private readonly storage: Storage,
  ) {
    super();
  }

  override async keep(upload: UploadedFile, folder: string, kind: string): Promise<string> {
    const { maxBytes: uploadMaxBytes } = this.settings.of(uploadSettings);
    if (upload.bytes.length > uploadMaxBytes) {
      throw new FileRefused(MESSAGES.fileTooLarge(uploadMaxBytes));
    }
    const { bytes, extension } = await KINDS.get(kind)!(upload.bytes);
    return this.storage.save(bytes, folder, extension);
  }

  override remove(path: string): Promise<void> {
    return this.storage.delete(path);
  }
}
