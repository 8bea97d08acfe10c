import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Storage } from '../../../src/infrastructure/storage/storage.js';
import { UserMessage } from '../../../src/user-operations/entities/index.js';
import { UploadsSweep } from '../../../src/uploads/uploads-sweep.js';
import { testApp, type Answer } from '../../support/app.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';

const HOUR = 3_600_000;
const MINUTE_PATTERN = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

const picture = () =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
    .jpeg()
    .withExif({ IFD0: { Artist: 'camera-owner' } })
    .toBuffer();

describe('messages', () => {
  const settings = testSettings({ UPLOAD_MAX_BYTES: '20000' });
  const app = testApp(settings);
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });
  afterEach(() => vi.restoreAllMocks());

  const storage = () => app.nest.get<Storage>(Storage);
  async function stored(): Promise<string[]> {
    const paths: string[] = [];
    for await (const { path } of storage().list('message')) paths.push(path);
    return paths;
  }
  const rows = ({ id }: Shopper) => app.dataSource.manager.findBy(UserMessage, { userId: id });
  const pathOf = ({ json }: Answer) => new URL(json.file as string).pathname;

  function send(file?: Uint8Array | string, name = 'a.txt', fields: object = {}): Promise<Answer> {
    const body = new FormData();
    for (const [field, value] of Object.entries({
      message_type: '2',
      subject: '投诉',
      message: '内容',
      ...fields,
    })) {
      body.append(field, value);
    }
    if (file !== undefined) body.append('file', new Blob([file as Uint8Array<ArrayBuffer>]), name);
    return alice.request('POST', '/messages/', { body });
  }

  const multipart = (part: string) =>
    alice.request('POST', '/messages/', {
      headers: { 'Content-Type': 'multipart/form-data; boundary=----oracle' },
      body: part,
    });

  describe('sending', () => {
    it('keeps the file under the month and a name of its own', async () => {
      const answer = await send('hello', '../../etc/中 文.txt');
      expect(answer.status).toBe(201);
      const { file, id, add_time: addTime } = answer.json;
      expect(answer.text).toBe(
        `{"message_type":2,"subject":"投诉","message":"内容","file":"${file}","id":${id},"add_time":"${addTime}","answer":null,"answered_at":null}`,
      );
      expect(file).toMatch(
        new RegExp(`^${app.url}/media/message/\\d{4}/\\d{2}/[\\da-f-]{36}\\.txt$`),
      );
      expect(addTime).toMatch(MINUTE_PATTERN);
      expect(await (await fetch(file as string)).text()).toBe('hello');
    });

    it('needs no file, in a form or in JSON', async () => {
      const body = new FormData();
      for (const [name, value] of Object.entries({
        file: '',
        subject: '问',
        message: '内容',
        message_type: '5',
      })) {
        body.append(name, value);
      }
      const form = await alice.request('POST', '/messages/', { body });
      expect(form.status).toBe(201);
      expect(form.json).toMatchObject({ message_type: 5, file: null });
      const json = await alice.post('/messages/', { message_type: 1, subject: '问' });
      expect(json.status).toBe(201);
      expect(json.json).toMatchObject({ message_type: 1, subject: '问', message: '', file: null });
    });

    it.each([
      [
        'a text for a file',
        { subject: '问', file: 'abc' },
        '{"file":["提交的数据不是一个文件。请检查表单的编码类型。"]}',
      ],
      ['null for a file', { subject: '问', file: null }, '{"file":["该字段不能为 null。"]}'],
      [
        'an unknown type and a blank subject',
        { message_type: 9, subject: '', message: 'x' },
        '{"message_type":["“9” 不是合法选项。"],"subject":["该字段不能为空。"]}',
      ],
      ['a word for a type', { message_type: 'abc' }, '{"message_type":["“abc” 不是合法选项。"]}'],
      [
        'null',
        { message_type: null, subject: null },
        '{"message_type":["该字段不能为 null。"],"subject":["该字段不能为 null。"]}',
      ],
      ['no type', { message_type: '' }, '{"message_type":["“” 不是合法选项。"]}'],
      ['a list of types', { message_type: [1] }, '{"message_type":["“[1]” 不是合法选项。"]}'],
      ['nothing', {}, '{"file":["没有提交任何文件。"]}'],
    ])('refuses %s', async (_what, body, text) => {
      const answer = await alice.post('/messages/', body);
      expect([answer.status, answer.text]).toEqual([400, text]);
      expect(await rows(alice)).toEqual([]);
    });

    it('refuses forms as the original does', async () => {
      const empty = await send('', 'empty.txt');
      expect([empty.status, empty.text]).toEqual([400, '{"file":["提交的是空文件。"]}']);
      const long = await send('hello', `${'x'.repeat(120)}.txt`);
      expect([long.status, long.text]).toEqual([
        400,
        '{"file":["确保该文件名最多包含 100 个字符 ( 当前长度为124 ) 。"]}',
      ]);
      const cutOff = await multipart(
        '------oracle\r\nContent-Disposition: form-data; name="message_',
      );
      expect([cutOff.status, cutOff.text]).toEqual([
        400,
        '{"detail":"Multipart form parse error - Unexpected end of data."}',
      ]);
      const nameless = await multipart(
        '------oracle\r\nContent-Disposition: form-data; name="file"; filename=""\r\n' +
          'Content-Type: text/plain\r\n\r\nhello\r\n------oracle--\r\n',
      );
      expect([nameless.status, nameless.text]).toEqual([
        400,
        '{"file":["提交的数据不是一个文件。请检查表单的编码类型。"]}',
      ]);
      expect(await rows(alice)).toEqual([]);
    });

    it('refuses files that are too large, and bodies far beyond that unread', async () => {
      const before = await stored();
      const large = await send('x'.repeat(20_001));
      expect([large.status, large.text]).toEqual([400, '{"file":["文件不能超过 19 KB。"]}']);
      expect((await send('x'.repeat(300_000))).status).toBe(413);
      expect(await stored()).toEqual(before);
      expect(await rows(alice)).toEqual([]);
    });
  });

  describe('files', () => {
    it('are what their content says, not their name', async () => {
      const answer = await send(await picture(), 'virus.html');
      expect(pathOf(answer)).toMatch(/\.jpg$/);
      const { headers } = await app.get(pathOf(answer));
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    });

    it('lose what a camera adds to pictures', async () => {
      const original = await picture();
      expect(original.includes('camera-owner')).toBe(true);
      const answer = await send(original, 'a.jpg');
      const kept = Buffer.from(await (await fetch(answer.json.file as string)).arrayBuffer());
      expect(kept.includes('camera-owner')).toBe(false);
      expect(await sharp(kept).metadata()).toMatchObject({ width: 20, height: 10 });
    });

    it('stay pictures of their kind, with all their frames', async () => {
      const frame = (background: string) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer();
      const frames = [await frame('red'), await frame('blue')];
      const moving = () => sharp(frames, { join: { animated: true } });
      for (const [bytes, format, pages] of [
        [await moving().gif().toBuffer(), 'gif', 2],
        [await moving().webp().toBuffer(), 'webp', 2],
        [frames[0]!, 'png', undefined],
      ] as const) {
        const answer = await send(bytes, 'a');
        expect(pathOf(answer)).toMatch(new RegExp(`\\.${format}$`));
        const kept = await (await fetch(answer.json.file as string)).arrayBuffer();
        const metadata = await sharp(kept).metadata();
        expect([metadata.format, metadata.pages]).toEqual([format, pages]);
      }
    });

    it('are no pictures that unpack to gigabytes', async () => {
      for (const [width, height] of [
        [39_000_000, 1],
        [1, 5_000_000],
      ] as const) {
        const { status, json } = await send(await greyPng(width, height), 'a.png');
        expect([status, json]).toEqual([400, { file: ['图片尺寸过大。'] }]);
      }
    });

    it('with scripts are plain text', async () => {
      for (const [markup, name] of [
        ['<html><script>alert(1)</script></html>', 'a.html'],
        ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'a.svg'],
      ] as const) {
        const answer = await send(markup, name);
        expect(pathOf(answer)).toMatch(/\.txt$/);
        const { headers, text } = await app.get(pathOf(answer));
        expect(headers.get('content-type')).toMatch(/^text\/plain/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(text).toBe(markup);
      }
    });

    it('may be PDF or ZIP', async () => {
      const zip = Buffer.concat([Buffer.from([0x50, 0x4b, 5, 6]), Buffer.alloc(18)]);
      for (const [bytes, type] of [
        [Buffer.from('%PDF-1.4\n%%EOF'), 'application/pdf'],
        [zip, 'application/zip'],
      ] as const) {
        const answer = await send(bytes, 'a');
        expect(answer.status).toBe(201);
        expect((await app.get(pathOf(answer))).headers.get('content-type')).toBe(type);
      }
    });

    it('of other kinds and broken pictures are refused', async () => {
      const before = await stored();
      const program = await send(Buffer.from('\x7fELF\x02\x01\x01\0\0\0', 'latin1'), 'a.txt');
      expect([program.status, program.json.file[0]]).toEqual([
        400,
        expect.stringContaining('只能上传图片'),
      ]);
      const broken = await send((await picture()).subarray(0, 300), 'a.jpg');
      expect([broken.status, broken.text]).toEqual([
        400,
        '{"file":["请上传有效图片。您上传的该文件不是图片或者图片已经损坏。"]}',
      ]);
      expect(await stored()).toEqual(before);
    });

    it('do not stay when their message cannot be stored', async () => {
      const before = await stored();
      vi.spyOn(app.unitOfWork, 'run').mockRejectedValueOnce(new Error('out of order'));
      expect((await send('hello')).status).toBe(500);
      expect(await stored()).toEqual(before);
    });

    it('go with their message', async () => {
      const answer = await send('hello');
      expect((await app.get(pathOf(answer))).status).toBe(200);
      expect((await alice.delete(`/messages/${answer.json.id}/`)).status).toBe(204);
      expect((await app.get(pathOf(answer))).status).toBe(404);
    });

    it('that no message has are swept away after an hour, all others stay', async () => {
      const answer = await send('hello');
      const kept = pathOf(answer).replace('/media/', '');
      const old = 'message/2020/01/orphan.txt';
      const fresh = 'message/2020/01/fresh.txt';
      for (const path of [old, fresh]) {
        const file = join(settings.mediaRoot, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, 'x');
      }
      const longAgo = new Date(Date.now() - 2 * HOUR);
      for (const path of [old, kept])
        await utimes(join(settings.mediaRoot, path), longAgo, longAgo);
      expect(await app.nest.get(UploadsSweep).sweep()).toEqual([old]);
      expect(await readdir(join(settings.mediaRoot, 'message/2020/01'))).toEqual(['fresh.txt']);
      expect((await app.get(pathOf(answer))).status).toBe(200);
    });

    it('of all messages are exactly those that are stored', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send('hello')));
      await Promise.all(
        answers.slice(0, 5).map(({ json }) => alice.delete(`/messages/${json.id}/`)),
      );
      await app.nest.get(UploadsSweep).sweep(Date.now() + 2 * HOUR);
      const messages = await app.dataSource.manager.find(UserMessage);
      const wanted = messages.map(({ file }) => file).filter((file) => file !== null);
      expect((await stored()).sort()).toEqual(wanted.sort());
    });
  });

  it('are listed as a bare array, the oldest first', async () => {
    for (const subject of ['甲', '乙']) await alice.post('/messages/', { subject });
    const { status, json } = await alice.get('/messages/');
    expect(status).toBe(200);
    expect(json.map(({ subject }: any) => subject)).toEqual(['甲', '乙']);
  });

  it('cannot be retrieved', async () => {
    const answer = await alice.get('/messages/1/');
    expect([answer.status, answer.text]).toEqual([405, '{"detail":"方法 “GET” 不被允许。"}']);
    expect(answer.headers.get('allow')).toBe('DELETE, OPTIONS');
  });

  it('are deleted once, by their author alone', async () => {
    const bob = await shopper(app);
    const { json } = await alice.post('/messages/', { subject: '问' });
    expect((await bob.get('/messages/')).json).toEqual([]);
    expect((await bob.delete(`/messages/${json.id}/`)).status).toBe(404);
    expect((await app.request('DELETE', `/messages/${json.id}/`)).status).toBe(401);
    const removals = await Promise.all(
      Array.from({ length: 5 }, () => alice.delete(`/messages/${json.id}/`)),
    );
    expect(removals.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
  });
});

describe('messages as large as the settings allow by default', () => {
  const app = testApp(testSettings());

  it('are taken, although other resources take less', async () => {
    const alice = await shopper(app);
    const body = new FormData();
    body.append('file', new Blob(['x'.repeat(4_000_000)]), 'a.txt');
    expect((await alice.request('POST', '/messages/', { body })).status).toBe(201);
    expect((await alice.request('POST', '/userfavs/', { body })).status).toBe(413);
  });
});
