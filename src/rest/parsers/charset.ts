import { TextDecoder } from 'node:util';

/** How the bytes of a body are read as text. */
export interface Charset {
  /** As the client named it. */
  readonly name: string;
  /** Whether bytes below 128 are ASCII, alone and within longer texts. */
  readonly isAsciiBased: boolean;
  /** @throws TypeError for bytes that are no text in the charset */
  decode(bytes: Buffer): string;
}

/** Python's latin-1, where a browser's would be windows-1252. */
const LATIN_1 = /^(?:latin[-_ ]?1|l1|iso[-_]?8859[-_]?1|8859|cp819)$/i;
const UTF_16 = /^(?:utf|u)[-_]?16$/i;
const NOT_ASCII_BASED = /^(?:utf-16|iso-2022)/;

/**
 * The charset of that name.
 *
 * @returns undefined for one that nobody here can read
 *
 * DJANGO: HttpRequest.encoding, which takes an unknown charset for UTF-8.
 */
export function charsetNamed(name: string): Charset | undefined {
  if (LATIN_1.test(name)) {
    return { name, isAsciiBased: true, decode: (bytes) => bytes.toString('latin1') };
  }
  if (UTF_16.test(name)) return { name, isAsciiBased: false, decode: decodeUtf16 };
  const decoder = decoderFor(name);
  return (
    decoder && {
      name,
      isAsciiBased: !NOT_ASCII_BASED.test(decoder.encoding),
      decode: (bytes) => decoder.decode(bytes),
    }
  );
}

/** UTF-16 of either byte order, told by its first two bytes, else little-endian. */
function decodeUtf16(bytes: Buffer): string {
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  return new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le', { fatal: true }).decode(bytes);
}

function decoderFor(name: string): TextDecoder | undefined {
  try {
    return new TextDecoder(name.replaceAll('_', '-'), { fatal: true, ignoreBOM: true });
  } catch {
    // No charset is called that.
    return undefined;
  }
}
