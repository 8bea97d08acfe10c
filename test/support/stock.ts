import { Goods } from '../../src/goods/entities/index.js';
import type { TestApp } from './app.js';

/** Makes goods have so many pieces in stock. */
export async function setStock(app: TestApp, id: number, stock: number): Promise<void> {
  await app.unitOfWork.run(({ manager }) => manager.update(Goods, id, { stock, soldCount: 0 }));
}

export async function stockOf(app: TestApp, id: number): Promise<number> {
  return (await goodsOf(app, id)).stock;
}

export function goodsOf(app: TestApp, id: number): Promise<Goods> {
  return app.dataSource.manager.findOneByOrFail(Goods, { id });
}
