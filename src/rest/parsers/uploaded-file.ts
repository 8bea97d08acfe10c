/**
 * A file of a multipart form, wholly in memory; the body's size limit bounds it.
 *
 * DRF: django.core.files.uploadedfile.InMemoryUploadedFile
 */
export class UploadedFile {
  /**
   * @param filename last part of the name the client gave, never empty; not to be trusted
   * @param mimeType what the client says it is; not to be trusted
   */
  constructor(
    readonly filename: string,
    readonly mimeType: string,
    readonly bytes: Buffer,
  ) {}
}
