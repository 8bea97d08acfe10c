import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const TABLE = 'users_user';
const PENDING = [
  { name: 'pendingMobile', proven: 'mobile', flag: 'isMobileProven', flagDefault: 1, length: 11 },
  { name: 'pendingEmail', proven: 'email', flag: 'isEmailVerified', flagDefault: 0, length: 254 },
] as const;

/** Keeps contacts that were never proven apart from those that were. */
export class Contacts1796400000000 implements MigrationInterface {
  name = 'Contacts1796400000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    for (const { name, proven, flag, length } of PENDING) {
      const column = { name, type: 'varchar', length: `${length}`, isNullable: true };
      await runner.addColumn(TABLE, new TableColumn(column));
      const [pendingName, provenName, flagName] = [name, proven, flag].map((each) =>
        driver.escape(each),
      );
      await runner.query(
        `UPDATE ${TABLE} SET ${pendingName} = ${provenName} WHERE ${flagName} = 0`,
      );
      await runner.query(`UPDATE ${TABLE} SET ${provenName} = NULL WHERE ${flagName} = 0`);
      await runner.dropColumn(TABLE, flag);
      await runner.createIndex(TABLE, new TableIndex({ columnNames: [name] }));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = driver.normalizeType({ type: Boolean });
    for (const { name, flag, flagDefault } of PENDING) {
      await runner.addColumn(TABLE, new TableColumn({ name: flag, type, default: flagDefault }));
      await runner.dropColumn(TABLE, name);
    }
  }
}
