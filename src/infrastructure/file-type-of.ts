/** What a file is by its first bytes, as the usual extension; undefined for text and the unknown. */
export async function fileTypeOf(bytes: Buffer): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  return (await fileTypeFromBuffer(bytes))?.ext;
}
