import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import type { RestTransaction } from '../../rest/index.js';
import { Cinema, Hall } from '../entities/index.js';
import { readDrawing, type Drawing, type DrawingError } from './drawing.js';
import { Layouts } from './layouts.js';

/** What a line begins with that names the hall of the drawing below it. */
const HALL = /^hall\s+(.{1,60}?)\s+\/\s+(.{1,30}?)\s*$/;

const EXPECTED = {
  en: 'expected "hall CINEMA / HALL"',
  zhHans: '应为 “hall 影院 / 影厅”',
};

/** A drawing and whose it is. */
interface HallDrawing {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly cinema: string;
  readonly hall: string;
  readonly drawing: Drawing;
}

/** What became of the halls in a file. */
export interface HallsImported {
  readonly created: number;
  readonly redrawn: number;
  readonly unchanged: number;
}

/**
 * Brings halls in line with a file of drawings, each below a line `hall CINEMA / HALL`. All of them
 * or, when anything is wrong, none; the same file twice changes nothing.
 */
@Injectable()
export class HallsImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly layouts: Layouts,
  ) {}

  /** @returns what was done, or everything that is wrong with the file, line by line */
  async import(text: string): Promise<HallsImported | { errors: DrawingError[] }> {
    const read = readHalls(text);
    if ('errors' in read) return read;
    return this.unitOfWork
      .run(async (tx) => {
        const errors: DrawingError[] = [];
        const done = { created: 0, redrawn: 0, unchanged: 0 };
        for (const hall of read.halls) {
          const cinemas = await tx.manager.findBy(Cinema, { name: hall.cinema });
          if (cinemas.length === 1) done[await this.draw(tx, cinemas[0]!, hall)] += 1;
          else errors.push({ line: hall.line, problem: notOne(hall.cinema, cinemas.length) });
        }
        // Nothing was written for the lines that are wrong, and nothing is kept of the others.
        if (errors.length > 0) throw new Refused(errors);
        return done;
      })
      .catch((error: unknown) => {
        if (error instanceof Refused) return { errors: error.errors };
        throw error;
      });
  }

  private async draw(
    tx: RestTransaction,
    { id: cinemaId }: Cinema,
    { hall: name, drawing }: HallDrawing,
  ): Promise<keyof HallsImported> {
    const { manager } = tx;
    const known = await manager.findOneBy(Hall, { cinemaId, name });
    if (known && (await this.layouts.isDrawnSo(tx, known, drawing))) return 'unchanged';
    const hall = known ?? manager.create(Hall, { cinemaId, name, cleaningMinutes: 15 });
    if (!known) await manager.insert(Hall, hall);
    await this.layouts.replace(tx, hall.id, drawing);
    return known ? 'redrawn' : 'created';
  }
}

/** Takes the work of a unit back. */
class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly errors: DrawingError[]) {
    super('the file is refused');
  }
}

function notOne(cinema: string, count: number) {
  return count === 0
    ? { en: `there is no cinema ${cinema}`, zhHans: `没有影院 ${cinema}` }
    : { en: `${count} cinemas are called ${cinema}`, zhHans: `有 ${count} 家影院名为 ${cinema}` };
}

/** Splits a file at the lines that name halls. */
function readHalls(text: string): { halls: HallDrawing[] } | { errors: DrawingError[] } {
  const lines = text.trimEnd().split(/\r?\n/);
  const starts = lines.flatMap((line, index) => (/^hall\b/.test(line) ? [index] : []));
  const errors: DrawingError[] = [];
  const halls: HallDrawing[] = [];
  const before = lines.slice(0, starts[0] ?? lines.length);
  const stray = starts.length === 0 ? 0 : before.findIndex((line) => line.trim() !== '');
  if (stray >= 0) errors.push({ line: stray + 1, problem: EXPECTED });
  for (const [number, start] of starts.entries()) {
    const named = HALL.exec(lines[start]!);
    if (!named) errors.push({ line: start + 1, problem: EXPECTED });
    const drawn = readDrawing(lines.slice(start + 1, starts[number + 1]).join('\n'));
    if ('errors' in drawn) {
      errors.push(
        ...drawn.errors.map(({ line, problem }) => ({ line: line + start + 1, problem })),
      );
    } else if (named) {
      halls.push({ line: start + 1, cinema: named[1]!, hall: named[2]!, drawing: drawn });
    }
  }
  return errors.length > 0 ? { errors } : { halls };
}
