import { ImageField, type UploadedFile } from '../../rest/index.js';

/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 200;

/** A picture. */
export class AdminUploadInput {
  @ImageField({ maxLength: FILE_NAME_LENGTH })
  file!: UploadedFile;
}
