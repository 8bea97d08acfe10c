import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates cinemas_cinema. Creates cinemas_hall. Creates cinemas_layout. Creates cinemas_zone. Creates cinemas_seat. Creates cinemas_screening. Creates cinemas_price. Creates cinemas_screening_seat. Creates tickets_order. Creates tickets_line. Creates tickets_change. */
export class BoxOffice1797450000000 implements MigrationInterface {
  name = 'BoxOffice1797450000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'cinemas_cinema',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '60' },
          { name: 'areaId', type: type('int') },
          { name: 'address', type: type('varchar'), length: '100' },
          { name: 'phone', type: type('varchar'), length: '20' },
          { name: 'gapRule', type: type('varchar'), length: '10', default: "'enforce'" },
        ],
        indices: [{ columnNames: ['name'] }, { columnNames: ['areaId'] }],
        foreignKeys: [
          {
            columnNames: ['areaId'],
            referencedTableName: 'areas_area',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_hall',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'cinemaId', type: type('int') },
          { name: 'name', type: type('varchar'), length: '30' },
          { name: 'cleaningMinutes', type: type('int'), default: '15' },
          { name: 'layoutId', type: type('int'), isNullable: true },
        ],
        indices: [{ columnNames: ['cinemaId', 'name'], isUnique: true }],
        foreignKeys: [
          {
            columnNames: ['cinemaId'],
            referencedTableName: 'cinemas_cinema',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_layout',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'hallId', type: type('int') },
          { name: 'version', type: type('int') },
          { name: 'rows', type: type('int') },
          { name: 'cols', type: type('int') },
          { name: 'screen', type: type('varchar'), length: '20' },
        ],
        indices: [{ columnNames: ['hallId', 'version'], isUnique: true }],
        foreignKeys: [
          {
            columnNames: ['hallId'],
            referencedTableName: 'cinemas_hall',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_zone',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'layoutId', type: type('int') },
          { name: 'number', type: type('int') },
          { name: 'name', type: type('varchar'), length: '20' },
          { name: 'color', type: type('varchar'), length: '7' },
        ],
        indices: [{ columnNames: ['layoutId', 'number'], isUnique: true }],
        foreignKeys: [
          {
            columnNames: ['layoutId'],
            referencedTableName: 'cinemas_layout',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_seat',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'layoutId', type: type('int') },
          { name: 'zone', type: type('int') },
          { name: 'row', type: type('varchar'), length: '5' },
          { name: 'number', type: type('varchar'), length: '5' },
          { name: 'gridRow', type: type('int') },
          { name: 'gridCol', type: type('int') },
          { name: 'type', type: type('varchar'), length: '1' },
          { name: 'pair', type: type('int'), isNullable: true },
        ],
        indices: [{ columnNames: ['layoutId', 'gridRow', 'gridCol'], isUnique: true }],
        foreignKeys: [
          {
            columnNames: ['layoutId'],
            referencedTableName: 'cinemas_layout',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_screening',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'movieId', type: type('int') },
          { name: 'cinemaId', type: type('int') },
          { name: 'hallId', type: type('int') },
          { name: 'layoutId', type: type('int') },
          { name: 'startsAt', type: type('datetime') },
          { name: 'endsAt', type: type('datetime') },
          { name: 'language', type: type('varchar'), length: '10' },
          { name: 'format', type: type('varchar'), length: '10' },
          { name: 'priceFromCents', type: type('int') },
          { name: 'isCancelled', type: type('boolean'), default: '0' },
          { name: 'version', type: type('int'), default: '1' },
        ],
        indices: [
          { columnNames: ['startsAt'] },
          { columnNames: ['movieId', 'startsAt'] },
          { columnNames: ['cinemaId', 'startsAt'] },
          { columnNames: ['hallId', 'startsAt'] },
        ],
        foreignKeys: [
          {
            columnNames: ['movieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['cinemaId'],
            referencedTableName: 'cinemas_cinema',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['hallId'],
            referencedTableName: 'cinemas_hall',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_price',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'screeningId', type: type('int') },
          { name: 'zone', type: type('int') },
          { name: 'priceCents', type: type('int') },
          { name: 'feeCents', type: type('int'), default: '0' },
        ],
        indices: [{ columnNames: ['screeningId', 'zone'], isUnique: true }],
        foreignKeys: [
          {
            columnNames: ['screeningId'],
            referencedTableName: 'cinemas_screening',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'cinemas_screening_seat',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'screeningId', type: type('int') },
          { name: 'seatId', type: type('int') },
          { name: 'state', type: type('varchar'), length: '10', default: "'free'" },
          { name: 'holder', type: type('varchar'), length: '40', isNullable: true },
          { name: 'holderId', type: type('int'), isNullable: true },
          { name: 'heldUntil', type: type('datetime'), isNullable: true },
        ],
        indices: [
          { columnNames: ['holder'] },
          { columnNames: ['screeningId', 'seatId'], isUnique: true },
        ],
        foreignKeys: [
          {
            columnNames: ['screeningId'],
            referencedTableName: 'cinemas_screening',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['seatId'],
            referencedTableName: 'cinemas_seat',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tickets_order',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'userId', type: type('int') },
          { name: 'screeningId', type: type('int') },
          { name: 'sn', type: type('varchar'), length: '40' },
          { name: 'orderSn', type: type('varchar'), length: '40', isNullable: true },
          { name: 'status', type: type('varchar'), length: '20' },
          { name: 'mobile', type: type('varchar'), length: '11' },
          { name: 'totalCents', type: type('int') },
          { name: 'refundedCents', type: type('int'), default: '0' },
          { name: 'tradeNo', type: type('varchar'), length: '64', isNullable: true },
          { name: 'closesAt', type: type('datetime') },
          { name: 'paidAt', type: type('datetime'), isNullable: true },
          { name: 'code', type: type('varchar'), length: '12', isNullable: true },
          { name: 'checkedInAt', type: type('datetime'), isNullable: true },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['screeningId', 'status'] },
          { columnNames: ['status', 'closesAt'] },
          { columnNames: ['userId', 'status'] },
          ...(isSqlite
            ? []
            : [
                { columnNames: ['sn'], isUnique: true },
                { columnNames: ['orderSn'], isUnique: true },
                { columnNames: ['tradeNo'], isUnique: true },
                { columnNames: ['code'], isUnique: true },
              ]),
        ],
        ...(isSqlite
          ? {
              uniques: [
                { columnNames: ['sn'] },
                { columnNames: ['orderSn'] },
                { columnNames: ['tradeNo'] },
                { columnNames: ['code'] },
              ],
            }
          : {}),
        foreignKeys: [
          {
            columnNames: ['userId'],
            referencedTableName: 'users_user',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['screeningId'],
            referencedTableName: 'cinemas_screening',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tickets_line',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'orderId', type: type('int') },
          { name: 'seatId', type: type('int') },
          { name: 'label', type: type('varchar'), length: '20' },
          { name: 'zone', type: type('varchar'), length: '20' },
          { name: 'priceCents', type: type('int') },
          { name: 'feeCents', type: type('int') },
        ],
        indices: [{ columnNames: ['orderId'] }],
        foreignKeys: [
          {
            columnNames: ['orderId'],
            referencedTableName: 'tickets_order',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'tickets_change',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'orderId', type: type('int') },
          { name: 'fromStatus', type: type('varchar'), length: '20', isNullable: true },
          { name: 'toStatus', type: type('varchar'), length: '20' },
          { name: 'actor', type: type('varchar'), length: '50' },
          { name: 'reason', type: type('varchar'), length: '200' },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['orderId'] }],
        foreignKeys: [
          {
            columnNames: ['orderId'],
            referencedTableName: 'tickets_order',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tickets_change');
    await runner.dropTable('tickets_line');
    await runner.dropTable('tickets_order');
    await runner.dropTable('cinemas_screening_seat');
    await runner.dropTable('cinemas_price');
    await runner.dropTable('cinemas_screening');
    await runner.dropTable('cinemas_seat');
    await runner.dropTable('cinemas_zone');
    await runner.dropTable('cinemas_layout');
    await runner.dropTable('cinemas_hall');
    await runner.dropTable('cinemas_cinema');
  }
}
