import { Injectable } from '@nestjs/common';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import type { RestTransaction } from '../../rest/index.js';
import { Hall, Layout, Seat, Zone } from '../entities/index.js';
import type { Drawing } from './drawing.js';

/** Rows written by one statement. */
const BATCH = 200;

/** The layouts of the halls. A screening keeps the one that it was made with. */
@Injectable()
export class Layouts {
  /** Gives a hall a new layout, for the screenings to come. @returns its id */
  async replace({ manager }: RestTransaction, hallId: number, drawing: Drawing): Promise<number> {
    await lockRows(
      manager.createQueryBuilder(Hall, 'hall').where('hall.id = :hallId', { hallId }),
    ).getOneOrFail();
    const before = await manager.countBy(Layout, { hallId });
    const { rows, cols, screen, zones, seats } = drawing;
    const layout = manager.create(Layout, { hallId, version: before + 1, rows, cols, screen });
    await manager.insert(Layout, layout);
    const layoutId = layout.id;
    await manager.insert(
      Zone,
      zones.map((zone) => ({ ...zone, layoutId })),
    );
    for (let done = 0; done < seats.length; done += BATCH) {
      await manager.insert(
        Seat,
        seats.slice(done, done + BATCH).map((seat) => ({ ...seat, layoutId })),
      );
    }
    await manager.update(Hall, hallId, { layoutId });
    return layoutId;
  }

  /** Whether the hall's present layout is that of the drawing. */
  async isDrawnSo(
    { manager }: RestTransaction,
    { layoutId }: Pick<Hall, 'layoutId'>,
    drawing: Drawing,
  ): Promise<boolean> {
    const layout = await manager.findOneBy(Layout, { id: layoutId ?? 0 });
    if (!layout) return false;
    const where = { layoutId: layout.id };
    const zones = await manager.find(Zone, { where, order: { id: 'ASC' } });
    const seats = await manager.find(Seat, { where, order: { id: 'ASC' } });
    return signatureOf({ ...layout, zones, seats }) === signatureOf(drawing);
  }
}

/** All that a drawing says, as a text to compare. */
function signatureOf({ rows, cols, screen, zones, seats }: Drawing): string {
  return JSON.stringify([
    [rows, cols, screen],
    zones.map(({ number, name, color }) => [number, name, color]),
    seats.map(({ zone, row, number, gridRow, gridCol, type, pair }) => {
      return [zone, row, number, gridRow, gridCol, type, pair];
    }),
  ]);
}
