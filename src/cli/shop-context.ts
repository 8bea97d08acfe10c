import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/**
 * Does something with a shop that serves nobody; it is closed after that.
 *
 * @param root its modules
 * @returns what the work returns
 */
export async function withShop<T>(
  root: DynamicModule | Type,
  work: (shop: INestApplicationContext) => Promise<T> | T,
): Promise<T> {
  const shop = await NestFactory.createApplicationContext(root, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}
