import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { Storage } from '../../infrastructure/storage/storage.js';
import {
  NotFound,
  type RestTransaction,
  type UploadedFile,
  ValidationError,
} from '../../rest/index.js';
import { UserMessage, type MessageType } from '../entities/index.js';
import { MESSAGES } from '../wording.js';
import { refusal, safeFile } from './safe-file.js';

/** Folder of the files below the media folder. */
export const MESSAGE_FOLDER = 'message';

/** What a user says. */
export interface Said {
  readonly type?: MessageType;
  readonly subject?: string;
  readonly text?: string;
  readonly file?: UploadedFile;
}

/** Messages one user may keep: the storefront asks for all of them at once. */
const MOST_MESSAGES = 500;

/** Messages and their files, which come and go together. */
@Injectable()
export class Messages {
  constructor(
    private readonly settings: Settings,
    private readonly storage: Storage,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @returns the message as stored
   * @throws ValidationError when the file is too large or of no kind that is kept, or when there are
   *   too many messages
   */
  async send(userId: number, { type = 1, subject = '', text = '', file }: Said) {
    const path = file ? await this.keep(file) : null;
    const row = { userId, type, subject, text, file: path, createdAt: new Date() };
    try {
      return await this.unitOfWork.run(async ({ manager }) => {
        if ((await manager.countBy(UserMessage, { userId })) >= MOST_MESSAGES) {
          throw ValidationError.nonField(MESSAGES.tooManyMessages);
        }
        const { identifiers } = await manager.insert(UserMessage, row);
        return manager.findOneByOrFail(UserMessage, { id: identifiers[0]!.id as number });
      });
    } catch (error) {
      // Where this fails as well, the sweep removes it.
      if (path !== null) await this.storage.delete(path).catch(() => undefined);
      throw error;
    }
  }

  /** @throws NotFound when another request was faster */
  async remove(tx: RestTransaction, { id, file }: UserMessage): Promise<void> {
    const { affected } = await tx.manager.delete(UserMessage, id);
    if (!affected) throw new NotFound();
    if (file !== null) tx.afterCommit(() => this.storage.delete(file));
  }

  private async keep(upload: UploadedFile): Promise<string> {
    const { uploadMaxBytes } = this.settings;
    if (upload.bytes.length > uploadMaxBytes) throw refusal(MESSAGES.fileTooLarge(uploadMaxBytes));
    const { bytes, extension } = await safeFile(upload.bytes);
    return this.storage.save(bytes, MESSAGE_FOLDER, extension);
  }
}
