import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Extends cinemas_screening_seat. */
export class FreeSeats1797691006000 implements MigrationInterface {
  name = 'FreeSeats1797691006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(
      'cinemas_screening_seat',
      new TableIndex({ columnNames: ['screeningId', 'state', 'heldUntil'] }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(
      'cinemas_screening_seat',
      (await runner.getTable('cinemas_screening_seat'))!.indices.find(
        (index) => `${index.columnNames}` === 'screeningId,state,heldUntil',
      )!,
    );
  }
}
