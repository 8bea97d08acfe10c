import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Extends users_user. Extends movies_rating. Extends movies_favourite. Extends movies_want. Extends movies_like. Extends comments_comment. Extends comments_moderation. Extends orders_order. Extends orders_return. Extends payments_notification. Extends payments_payment. Extends payments_refund. Extends favourite. Extends user_message. Extends reviews_review. Extends tickets_order. */
export class ListedByDate1797691001000 implements MigrationInterface {
  name = 'ListedByDate1797691001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('users_user', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('movies_rating', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('movies_favourite', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('movies_want', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('movies_like', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('comments_comment', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('comments_moderation', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('orders_order', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('orders_return', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('payments_notification', new TableIndex({ columnNames: ['lastAt'] }));
    await runner.createIndex('payments_payment', new TableIndex({ columnNames: ['paidAt'] }));
    await runner.createIndex('payments_refund', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('favourite', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('user_message', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('reviews_review', new TableIndex({ columnNames: ['createdAt'] }));
    await runner.createIndex('tickets_order', new TableIndex({ columnNames: ['createdAt'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(
      'tickets_order',
      (await runner.getTable('tickets_order'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'reviews_review',
      (await runner.getTable('reviews_review'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'user_message',
      (await runner.getTable('user_message'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'favourite',
      (await runner.getTable('favourite'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'payments_refund',
      (await runner.getTable('payments_refund'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'payments_payment',
      (await runner.getTable('payments_payment'))!.indices.find(
        (index) => `${index.columnNames}` === 'paidAt',
      )!,
    );
    await runner.dropIndex(
      'payments_notification',
      (await runner.getTable('payments_notification'))!.indices.find(
        (index) => `${index.columnNames}` === 'lastAt',
      )!,
    );
    await runner.dropIndex(
      'orders_return',
      (await runner.getTable('orders_return'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'orders_order',
      (await runner.getTable('orders_order'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'comments_moderation',
      (await runner.getTable('comments_moderation'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'comments_comment',
      (await runner.getTable('comments_comment'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'movies_like',
      (await runner.getTable('movies_like'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'movies_want',
      (await runner.getTable('movies_want'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'movies_favourite',
      (await runner.getTable('movies_favourite'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'movies_rating',
      (await runner.getTable('movies_rating'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
    await runner.dropIndex(
      'users_user',
      (await runner.getTable('users_user'))!.indices.find(
        (index) => `${index.columnNames}` === 'createdAt',
      )!,
    );
  }
}
