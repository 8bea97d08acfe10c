import { Injectable } from '@nestjs/common';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import {
  FileRefused,
  QueryDict,
  Rest,
  UploadedFile,
  type RestRequest,
  type RestUser,
} from '../../rest/index.js';
import { AdminUpload } from './admin-upload.entities.js';
import { refuseFile } from './uploaded-picture.js';

/** Where the pictures of the back office are, each user's in a folder of the user's own. */
export const UPLOAD_FOLDER = 'admin';

/** Keeps what is uploaded in the back office. */
@Injectable()
export class AdminUploads {
  constructor(private readonly rest: Rest) {}

  /**
   * Keeps a picture until an object shows it; one that none does is swept.
   *
   * @returns its path below the media folder
   * @throws FileRefused
   */
  async keep(file: UploadedFile, user: RestUser): Promise<string> {
    const path = await this.rest.fileStore.keep(file, `${UPLOAD_FOLDER}/${user.id}`, 'image');
    const createdAt = wholeSecond(Date.now());
    await this.rest.transactions.run(({ manager }) =>
      manager.insert(AdminUpload, { path, userId: user.id, createdAt }),
    );
    return path;
  }

  /**
   * The request with its files kept, each told by its path as if it had been uploaded before. Files
   * that are refused stay, and are refused at their place. Drawing pictures anew takes too long for
   * a transaction.
   */
  async kept(request: RestRequest): Promise<RestRequest> {
    const data = await request.data();
    if (!(data instanceof QueryDict)) return request;
    const form = new QueryDict();
    for (const name of data.names()) {
      for (const value of data.getAll(name)) {
        form.append(name, value instanceof UploadedFile ? await this.told(value, request) : value);
      }
    }
    return request.with(form);
  }

  private async told(file: UploadedFile, { user }: RestRequest): Promise<string | UploadedFile> {
    if (file.bytes.length === 0) return file;
    try {
      return await this.keep(file, user!);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      refuseFile(file, error.text);
      return file;
    }
  }
}
