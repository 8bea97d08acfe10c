import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { hallsImportCommand } from '../../../src/cli/halls-import-command.js';
import { Cinema, Hall } from '../../../src/cinemas/entities/index.js';
import { testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { importFiles } from '../../support/import-file.js';
import { testSettings } from '../../support/settings.js';

const DRAWING = `zone 1 普通区 #8bc34a
zone 2 情侣区 #e91e63
couple 2
---
111.111
W11.111
<><>.<>`;

describe('halls:import', () => {
  const settings = testSettings();
  const app = testApp(settings);
  const write = importFiles();

  async function call(...args: string[]) {
    const said = { out: '', err: '' };
    const stream = (name: keyof typeof said) =>
      new Writable({
        write(chunk, _encoding, done) {
          said[name] += chunk;
          done();
        },
      });
    const code = await hallsImportCommand(args, () => settings, {
      out: stream('out'),
      err: stream('err'),
    });
    return { code, ...said };
  }

  async function run(text: string) {
    const file = write(text, 'txt');
    const { code, out, err } = await call(file);
    return { code, out, err: err.replaceAll(file, 'FILE') };
  }

  async function cinema(): Promise<Cinema> {
    const { hallId } = await show(app);
    const { manager } = app.dataSource;
    const { cinemaId: id } = await manager.findOneByOrFail(Hall, { id: hallId });
    return manager.findOneByOrFail(Cinema, { id });
  }

  it('makes halls, draws known ones anew, and changes nothing the second time', async () => {
    const { id, name } = await cinema();
    const file = `hall ${name} / 1号厅\n${DRAWING}\n\nhall ${name} / 2号厅\n${DRAWING}\n`;
    const first = await run(file);
    expect(first).toMatchObject({
      code: 0,
      out: 'halls: 1 created, 1 drawn anew, 0 unchanged\n',
      err: '',
    });
    expect((await run(file)).out).toBe('halls: 0 created, 0 drawn anew, 2 unchanged\n');
    const halls = await app.dataSource.manager.findBy(Hall, { cinemaId: id });
    expect(halls.map((hall) => hall.name).sort()).toEqual(['1号厅', '2号厅']);
    const { json } = await app.get(`/halls/${halls[0]!.id}/seats/`);
    expect(json).toMatchObject({ version: 2, rows: 3, cols: 7 });
    expect(json.seats.map(({ type }: { type: string }) => type).join('')).toBe(
      'NNNNNNWNNNNNLRLRLR',
    );
  });

  it('names every line that is wrong, and changes nothing then', async () => {
    const { id, name } = await cinema();
    const file = [
      `hall ${name} / 3号厅`,
      ...DRAWING.split('\n'),
      `hall ${name} 4号厅`,
      'zone 1 普通区 #8bc34a',
      'zone 1 又一区 #8bc34a',
      '---',
      '11?3',
      'hall 没有的影院 / 1号厅',
      'zone 1 普通区 #8bc34a',
      '---',
    ].join('\n');
    expect(await run(file)).toEqual({
      code: 1,
      out: '',
      err: [
        'FILE:9: expected "hall CINEMA / HALL"',
        'FILE:11: zone 1 comes twice',
        'FILE:13: "?" at 3 is no place',
        'FILE:13: there is no zone 3',
        'FILE:16: no seats',
        '',
      ].join('\n'),
    });
    const unknown = `hall ${name} / 5号厅\n${DRAWING}\nhall 没有的影院 / 1号厅\n${DRAWING}`;
    expect(await run(unknown)).toMatchObject({
      code: 1,
      err: 'FILE:9: there is no cinema 没有的影院\n',
    });
    expect((await run('111')).err).toBe('FILE:1: expected "hall CINEMA / HALL"\n');
    expect(await app.dataSource.manager.countBy(Hall, { cinemaId: id })).toBe(1);
  });

  it('tells how it is called', async () => {
    expect(await call('--help')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Usage/),
    });
    expect((await call()).code).toBe(2);
  });

  it('leaves screenings the seats that they were made with', async () => {
    const screening = await show(app);
    const { manager } = app.dataSource;
    const hall = await manager.findOneByOrFail(Hall, { id: screening.hallId });
    const { name } = await manager.findOneByOrFail(Cinema, { id: hall.cinemaId });
    await run(`hall ${name} / ${hall.name}\n${DRAWING}`);
    const state = (await app.get(`/screenings/${screening.id}/seats/`)).json;
    expect(state.layout).toBe(1);
    const layout = (await app.get(`/halls/${hall.id}/seats/?version=${state.layout}`)).json;
    expect(layout.seats).toHaveLength(50);
    expect((await app.get(`/halls/${hall.id}/seats/`)).json.version).toBe(2);
  });
});
