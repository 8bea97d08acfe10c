import { describe, expect, it } from 'vitest';
import { CatalogueFile } from '../../src/goods/import/catalogue-file.js';
import type { CatalogueRecord } from '../../src/goods/import/catalogue-record.js';
import { importFiles } from '../support/import-file.js';

const write = importFiles();

async function read(content: string | Uint8Array, extension: string): Promise<CatalogueRecord[]> {
  const file = await CatalogueFile.open(write(content, extension));
  const records: CatalogueRecord[] = [];
  for await (const record of file.records()) records.push(record);
  return records;
}

describe('a JSON file', () => {
  it('is read section by section, each counted from 1', async () => {
    const records = await read(
      '{"categories":[{"code":"a"}],"goods":[{"sn":"1"},{"sn":"2"}],"brands":[]}',
      'json',
    );
    expect(records).toEqual([
      { section: 'categories', number: 1, value: { code: 'a' } },
      { section: 'goods', number: 1, value: { sn: '1' } },
      { section: 'goods', number: 2, value: { sn: '2' } },
    ]);
  });

  it('keeps numbers as they are written', async () => {
    const [record] = await read('{"goods":[{"shop_price":1.10,"stock":70}]}', 'json');
    expect(record!.value).toEqual({ shop_price: '1.10', stock: '70' });
  });

  it('keeps nested lists and other values', async () => {
    const [record] = await read(
      '{"goods":[{"images":["a","b"],"is_new":true,"parent":null}]}',
      'json',
    );
    expect(record!.value).toEqual({ images: ['a', 'b'], is_new: true, parent: null });
  });

  it('passes rows that are no objects on, to be refused by themselves', async () => {
    const records = await read('{"goods":["x",1,null,[1],{"sn":"2"}]}', 'json');
    expect(records.map(({ value }) => value)).toEqual(['x', '1', null, ['1'], { sn: '2' }]);
  });

  it('may start with a byte order mark', async () => {
    expect(await read('\ufeff{"goods":[{"sn":"1"}]}', 'json')).toHaveLength(1);
  });

  it('is read whole however the pieces fall', async () => {
    const name = '苹果🍎'.repeat(40_000);
    const [record] = await read(JSON.stringify({ goods: [{ name }, { name: 'x' }] }), 'json');
    expect(record!.value).toEqual({ name });
  });

  it.each([
    ['an empty file', '', /./],
    ['a list', '[]', /expected an object of lists/],
    ['a section that is no list', '{"goods":{"sn":"1"}}', /expected an object of lists/],
    ['a section that is a word', '{"goods":"x"}', /expected an object of lists/],
    ['an unknown section', '{"good":[]}', /unknown section "good"/],
    ['half a file', '{"goods":[{"sn":"1"},', /./],
    ['no JSON', 'sn,name', /./],
  ])('is refused: %s', async (_what, content, message) => {
    await expect(read(content, 'json')).rejects.toThrow(
      expect.objectContaining({
        name: 'CatalogueFileError',
        message: expect.stringMatching(message),
      }),
    );
  });
});

describe('a CSV file', () => {
  it('is of goods or of categories, told by its header', async () => {
    expect(await read('sn,name\n1,梨\n', 'csv')).toEqual([
      { section: 'goods', number: 2, value: { sn: '1', name: '梨' } },
    ]);
    expect(await read('code,name\na,水果\n', 'csv')).toEqual([
      { section: 'categories', number: 2, value: { code: 'a', name: '水果' } },
    ]);
  });

  it('may have a byte order mark, CRLF, quoted line breaks and empty lines', async () => {
    const records = await read(
      '\ufeffsn,name,brief\r\n1,"a ""b"", c","two\r\nlines"\r\n\r\n2,梨,甜\r\n',
      'csv',
    );
    expect(records.map(({ number, value }) => [number, value])).toEqual([
      [2, { sn: '1', name: 'a "b", c', brief: 'two\r\nlines' }],
      [4, { sn: '2', name: '梨', brief: '甜' }],
    ]);
  });

  it('separates pictures by |, and leaves empty fields out', async () => {
    const [record] = await read('sn,images,stock\n1,a.jpg | b.jpg,\n', 'csv');
    expect(record!.value).toEqual({ sn: '1', images: ['a.jpg', 'b.jpg'] });
  });

  it('makes an empty parent a top category', async () => {
    const [record] = await read('code,name,parent\na,水果,\n', 'csv');
    expect(record!.value).toEqual({ code: 'a', name: '水果', parent: null });
  });

  it('passes rows with too few or too many fields on as a problem', async () => {
    const records = await read('sn,name\n1\n1,2,3\n4,梨\n', 'csv');
    expect(records.map(({ number, problem }) => [number, problem])).toEqual([
      [2, 'has 1 fields where the header has 2'],
      [3, 'has 3 fields where the header has 2'],
      [4, undefined],
    ]);
  });

  it.each([
    ['an empty file', '', /empty/],
    ['no header', '1,梨\n', /must name the columns/],
    ['an unknown column', 'sn,colour\n1,red\n', /unknown column "colour"/],
    ['a column twice', 'sn,name,name\n1,a,b\n', /"name" comes twice/],
    ['an open quote', 'sn,name\n1,"a\n', /./],
  ])('is refused: %s', async (_what, content, message) => {
    await expect(read(content, 'csv')).rejects.toThrow(
      expect.objectContaining({
        name: 'CatalogueFileError',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('is refused when it is not UTF-8, as spreadsheets like to write', async () => {
    const gbk = new Uint8Array([...Buffer.from('sn,name\n1,'), 0xc0, 0xe6, 0x0a]);
    await expect(read(gbk, 'csv')).rejects.toThrow('the file is not UTF-8 text');
    await expect(read(Buffer.from('\ufeffsn,name', 'utf16le'), 'csv')).rejects.toThrow('not UTF-8');
  });
});

describe('a file', () => {
  it('must exist and be of a known kind', async () => {
    await expect(CatalogueFile.open('/nowhere/x.json')).rejects.toThrow('no such file');
    await expect(CatalogueFile.open('/tmp/x.xlsx')).rejects.toThrow('.json or .csv');
  });
});
