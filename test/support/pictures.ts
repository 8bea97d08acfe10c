import { crc32, createDeflate } from 'node:zlib';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** A grey PNG of any size, packed as small as it goes, without ever being unpacked here. */
export async function greyPng(width: number, height: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // One bit for each pixel.
  header[8] = 1;
  const row = Buffer.alloc(1 + Math.ceil(width / 8));
  const rows = function* () {
    for (let y = 0; y < height; y += 1024) {
      yield Buffer.concat(Array.from({ length: Math.min(1024, height - y) }, () => row));
    }
  };
  const pixels = await buffer(Readable.from(rows()).pipe(createDeflate({ level: 9 })));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const end = Buffer.alloc(0);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', end),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
