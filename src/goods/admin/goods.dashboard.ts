import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { DashboardPart, type Figures } from '../../admin/dashboard/dashboard-part.js';
import { bilingual } from '../../languages.js';
import { message, Rest, type RestRequest } from '../../rest/index.js';
import { Goods } from '../entities/index.js';

/** Fewer pieces are too few. */
const FEW = 10;
const SHOWN = 8;

/** Goods of which few pieces are left. */
@Injectable()
export class GoodsDashboard extends DashboardPart {
  override readonly of = Goods;

  constructor(private readonly rest: Rest) {
    super();
  }

  override async figures({ language }: RestRequest): Promise<Figures> {
    const goods = await this.rest.dataSource.manager.find(Goods, {
      select: { id: true, name: true, stock: true },
      where: { stock: LessThan(FEW) },
      order: { stock: 'ASC', id: 'ASC' },
      take: SHOWN,
    });
    const left = (stock: number): string =>
      message({ en: '{stock} left', 'zh-hans': '剩余 {stock} 件' }, { stock }).in(language);
    return {
      lists: [
        {
          name: 'low_stock',
          label: bilingual('Few pieces left', '库存不足'),
          resource: 'goods',
          rows: goods.map(({ id, name, stock }) => ({ id, label: name, detail: left(stock) })),
        },
      ],
    };
  }
}
