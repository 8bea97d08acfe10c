import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every text column that a unique index is on, or by whose value rows are recognised. */
const KEYS: readonly (readonly [
  table: string,
  column: string,
  length: number,
  nullable?: 'NULL',
])[] = [
  ['users_user', 'username', 150],
  ['users_user', 'mobile', 11, 'NULL'],
  ['users_user', 'email', 254, 'NULL'],
  ['users_user', 'pendingMobile', 11, 'NULL'],
  ['users_user', 'pendingEmail', 254, 'NULL'],
  ['users_session', 'key', 43],
  ['oauth_link', 'provider', 20],
  ['oauth_link', 'openId', 200],
  ['goods_category', 'code', 30],
  ['goods', 'sn', 50],
  ['goods_brand', 'name', 30],
  ['goods_hot_search_word', 'keywords', 20],
  ['orders_order', 'sn', 40],
  ['orders_order', 'tradeNo', 64, 'NULL'],
  ['idempotency_key', 'scope', 100],
  ['idempotency_key', 'key', 64],
  ['payments_notification', 'provider', 20],
  ['payments_notification', 'eventId', 128],
  ['payments_notification', 'orderSn', 64],
  ['payments_notification', 'tradeNo', 64],
  ['payments_payment', 'provider', 20],
  ['payments_payment', 'tradeNo', 64],
  ['payments_payment', 'orderSn', 64],
  ['payments_refund', 'requestNo', 64],
  ['payments_refund', 'orderSn', 64],
  ['payments_refund', 'tradeNo', 64],
];
/** Byte by byte, trailing blanks included, as SQLite's own comparison; each server has its name. */
const EXACT: Readonly<Record<string, string>> = {
  mysql: 'utf8mb4_0900_bin',
  mariadb: 'utf8mb4_nopad_bin',
};
/** Users that are looked through at a time. */
const BATCH = 1000;

/**
 * Lets no collation of the server decide which keys are equal. Usernames stored before get the form
 * in which they are looked up from now on.
 */
export class ExactKeys1796410000000 implements MigrationInterface {
  name = 'ExactKeys1796410000000';

  async up(runner: QueryRunner): Promise<void> {
    const collation = EXACT[runner.dataSource.options.type];
    if (collation) await collate(runner, ` CHARACTER SET utf8mb4 COLLATE ${collation}`);
    await normaliseUsernames(runner);
  }

  /** The database's own collation again; names stay as they are. */
  async down(runner: QueryRunner): Promise<void> {
    if (EXACT[runner.dataSource.options.type]) await collate(runner, '');
  }
}

async function collate(runner: QueryRunner, collation: string): Promise<void> {
  for (const [table, column, length, nullable = 'NOT NULL'] of KEYS) {
    await runner.query(
      `ALTER TABLE \`${table}\` MODIFY \`${column}\` varchar(${length})${collation} ${nullable}`,
    );
  }
}

/** A name whose plain form another user has stays; its owner signs in by mobile or address. */
async function normaliseUsernames(runner: QueryRunner): Promise<void> {
  const { manager } = runner;
  const users = () => manager.createQueryBuilder().from('users_user', 'user');
  for (let last = 0; ;) {
    const rows = await users()
      .select('user.id', 'id')
      .addSelect('user.username', 'username')
      .where('user.id > :last', { last })
      .orderBy('user.id')
      .limit(BATCH)
      .getRawMany<{ id: number; username: string }>();
    for (const { id, username } of rows) {
      const plain = username.normalize('NFKC');
      const normal = plain.includes('@') ? plain.toLowerCase() : plain;
      if (normal === username) continue;
      const isTaken = await users().where('user.username = :normal', { normal }).getRawOne();
      if (isTaken) continue;
      await manager
        .createQueryBuilder()
        .update('users_user')
        .set({ username: normal })
        .where('id = :id', { id })
        .execute();
    }
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.id;
  }
}
