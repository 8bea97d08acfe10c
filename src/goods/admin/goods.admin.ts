import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import type { AdminActions } from '../../admin/declarations.js';
import { ValidationError, type RestTransaction } from '../../rest/index.js';
import { CatalogueImportService } from '../import/catalogue-import.service.js';
import { CATALOGUE_KINDS, catalogueReader, GOODS_FILE_ROW } from './catalogue-files.js';
import { OutOfStock, Stock } from '../stock.js';
import { MESSAGES } from './admin.messages.js';
import { Goods } from '../entities/index.js';
import { goodsSearch } from '../goods.filters.js';
import { GoodsSearchIndex } from '../search/goods-search-index.js';
import { CatalogueAdmin } from './catalogue-admin.js';

/** Pieces that are added or taken at once. */
const MOST_PIECES = 1_000_000;

/** What is sold. */
@Injectable()
export class GoodsAdmin extends CatalogueAdmin(Goods, {
  name: 'goods',
  label: bilingual('Goods', '商品'),
  group: MENU.shop,
  title: 'name',
  list: [
    'frontImage',
    'name',
    'sn',
    'category',
    'shopPriceCents',
    'stock',
    'soldCount',
    'isNew',
    'isHot',
    'createdAt',
  ],
  links: ['name'],
  editable: ['shopPriceCents', 'isNew', 'isHot'],
  filters: ['category', 'isNew', 'isHot', 'isShipFree', 'createdAt'],
  search: goodsSearch(),
  searchHelp: bilingual('Name, brief, description', '名称、简介、详情'),
  dates: 'createdAt',
  form: [
    'name',
    ['sn', 'category'],
    ['shopPriceCents', 'marketPriceCents', 'stock'],
    ['isNew', 'isHot', 'isShipFree'],
    'frontImage',
    'brief',
    'description',
    {
      label: bilingual('Figures', '统计'),
      collapsed: true,
      rows: [['clickCount', 'soldCount', 'favouriteCount', 'reviewCount'], ['createdAt']],
    },
  ],
  fields: {
    sn: { label: bilingual('Article number', '货号') },
    stock: {
      addOnly: true,
      min: 0,
      help: bilingual('Later on by the action "Change the stock".', '之后用“调整库存”操作。'),
    },
    brief: { kind: 'textarea', maxLength: 500 },
    description: { kind: 'rich_text', blank: true },
    shopPriceCents: { label: bilingual('Price', '本店价格') },
  },
  readOnly: ['clickCount', 'soldCount', 'favouriteCount', 'reviewCount'],
  inlines: [
    {
      relation: 'images',
      label: bilingual('Pictures', '图片'),
      fields: ['image'],
      extra: 1,
      max: 20,
    },
  ],
  saveAsNew: true,
  viewOnSite: '/goods/:id/',
}) {
  override readonly actions = {
    stock: {
      label: bilingual('Change the stock', '调整库存'),
      fields: {
        pieces: {
          kind: 'integer',
          label: bilingual('Pieces', '件数'),
          help: bilingual('Added; with a minus taken out.', '增加的件数；负数为减少。'),
          min: -MOST_PIECES,
          max: MOST_PIECES,
        },
      },
      run: ({ object, attributes, transaction }) =>
        this.moveStock(object.id, attributes.pieces as number, transaction),
    },
  } satisfies AdminActions<Goods>;

  constructor(
    private readonly searchIndex: GoodsSearchIndex,
    private readonly stock: Stock,
    private readonly importer: CatalogueImportService,
  ) {
    super();
  }

  override readonly importFile = catalogueReader(this.importer);
  override readonly importedKinds = CATALOGUE_KINDS;
  override readonly importedRow = GOODS_FILE_ROW;

  private async moveStock(
    goodsId: number,
    pieces: number,
    transaction: RestTransaction,
  ): Promise<void> {
    const lines = [{ goodsId, quantity: Math.abs(pieces) }];
    if (pieces > 0) await this.stock.giveBack(transaction, lines);
    if (pieces >= 0) return;
    try {
      await this.stock.take(transaction, lines);
    } catch (error) {
      if (!(error instanceof OutOfStock)) throw error;
      throw new ValidationError({ pieces: [MESSAGES.notSoMany] }, { cause: error });
    }
  }

  override async changed(ids: readonly number[], transaction: RestTransaction): Promise<void> {
    await super.changed(ids, transaction);
    const { manager } = transaction;
    const goods = await manager.find(Goods, {
      select: { id: true, name: true, brief: true, description: true },
      where: { id: In([...ids]) },
    });
    const left = new Set(goods.map(({ id }) => id));
    await this.searchIndex.replace(manager, goods);
    await this.searchIndex.remove(
      manager,
      ids.filter((id) => !left.has(id)),
    );
  }
}
